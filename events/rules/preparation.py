"""Who sees and ticks off what has to be prepared for a date."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from events.rules.entry import may_run_entry
from portal.partnership.queries.standing import standing_of
from portal.partnership.rules.standing import is_in_governance

if TYPE_CHECKING:
    from events.models import Entry, Preparation


def owns_preparation(user: Any, preparation: Preparation) -> bool:
    """Holds one of the seats that do it, as holder or substitute."""
    return any(seat.fits(preparation.owner) for seat in standing_of(user).seats)


def may_tick(user: Any, entry: Entry, preparation: Preparation) -> bool:
    return owns_preparation(user, preparation) or may_run_entry(user, entry)


def may_see_preparations(user: Any, entry: Entry, preparations: Iterable[Preparation]) -> bool:
    """Those who govern, those who run the date, and whoever has something to prepare for it."""
    return (
        is_in_governance(user)
        or may_run_entry(user, entry)
        or any(owns_preparation(user, preparation) for preparation in preparations)
    )
