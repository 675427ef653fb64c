"""The seats somebody answers for today: those they hold, and those whose holder they step in for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from events.queries.recipients import responsible_on
from portal.partnership.queries.standing import HeldSeat, standing_of


@dataclass(frozen=True)
class Charge:
    """A seat somebody answers for; `steps_in` where it is not their own, `instead_of` who is away."""

    seat: HeldSeat
    steps_in: bool = False
    instead_of: str = ""

    @property
    def in_words(self) -> list[str]:
        """A sentence on why it is theirs, where that is not plain."""
        if self.instead_of:
            return [_("You step in for %(name)s, who is away.") % {"name": self.instead_of}]
        return [_("You step in, since nobody holds the seat now.")] if self.steps_in else []


def charges_of(user: Any, day: date) -> list[Charge]:
    """Their own seats first. Who steps in is who mail on that day (Oslo) would go to.

    Who is away sees the duties of their own seats all the same. One query, for substitutes only.
    """
    seats = standing_of(user, day).seats
    own = [Charge(seat) for seat in seats if not seat.as_substitute]
    if len(own) == len(seats):
        return own
    return own + _stepped_in_for(user, day)


def _stepped_in_for(user: Any, day: date) -> list[Charge]:
    found = []
    for seat, recipient in responsible_on(day).by_seat():
        if recipient.steps_in and recipient.user.pk == user.pk:
            away = recipient.instead_of.name if recipient.instead_of else ""
            found.append(Charge(HeldSeat.of(seat, as_substitute=True), steps_in=True, instead_of=away))
    return found
