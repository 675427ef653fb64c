"""Which dates are a person's own business, of all those they may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import rules

from events.rules.enums import Audience
from portal.partnership.queries.standing import standing_of
from portal.partnership.rules.seats import SeatFilter
from portal.partnership.rules.standing import is_inside, is_on_team, reads_closed_papers

if TYPE_CHECKING:
    from events.models import Entry


def audiences_of(user: Any) -> list[str]:
    """The audiences `user` is part of. Those who read the steering group's papers are part of it here."""
    values = [Audience.PUBLIC.value]
    if is_inside(user):
        values.append(Audience.PARTNERS.value)
    if is_on_team(user):
        values.append(Audience.TEAM.value)
    if reads_closed_papers(user):
        values.append(Audience.STEERING.value)
    return values


def answers_for(user: Any, seats: SeatFilter) -> bool:
    """Whether `user` holds one of the seats today, as holder or substitute."""
    return any(seat.fits(seats) for seat in standing_of(user).seats)


@rules.predicate
def concerns(user: Any, entry: Entry) -> bool:
    """The date is for them, or theirs to see to."""
    if entry.audience in audiences_of(user):
        return True
    return entry.activity is not None and answers_for(user, entry.activity.responsible)
