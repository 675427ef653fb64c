"""Who may see a date on the wheel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import rules

from portal.partnership.queries.standing import standing_of
from portal.partnership.rules.standing import (
    is_administrator,
    is_in_governance,
    is_inside,
    is_on_team,
    is_secretary,
)

if TYPE_CHECKING:
    from events.models import Entry


def shown_to_of(user: Any) -> list[str]:
    """The `shown_to` values that include `user`, who may be signed out."""
    values = ["public"]
    if is_inside(user):
        values.append("partners")
    if is_in_governance(user):
        values.append("governance")
    return values


@rules.predicate
def may_see_entry(user: Any, entry: Entry) -> bool:
    return entry.shown_to in shown_to_of(user)


runs_the_wheel = is_on_team | is_administrator
"""Adds and changes activities, and any date of any year."""


@rules.predicate
def may_run_entry(user: Any, entry: Entry) -> bool:
    """Fix, move, cancel or close a date: who runs the wheel, whose duty it is, the group's secretary."""
    if runs_the_wheel(user):
        return True
    if entry.audience == "steering" and is_secretary(user):
        return True
    # Seats first: who holds none, as no visitor does, need not have the activity read.
    seats = standing_of(user).seats
    return (
        bool(seats)
        and entry.activity is not None
        and any(seat.fits(entry.activity.responsible) for seat in seats)
    )
