"""What can be done to a date: from which state to which, by whom, when, and what it is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.rules.entry import may_run_entry
from events.rules.enums import State

if TYPE_CHECKING:
    from events.models import Entry


class Action(StrEnum):
    FIX = "fix"
    MOVE = "move"
    CANCEL = "cancel"
    MARK_HELD = "mark_held"


def at_any_time(entry: Entry, day: date) -> bool:  # noqa: ARG001  (one of the guards)
    return True


def has_begun(entry: Entry, day: date) -> bool:
    return entry.first_day <= day


@dataclass(frozen=True, kw_only=True)
class Transition:
    """One row of the table. `exact` asks for a new date that names days (or one that does not).

    `label` is the button of those who run the date, `public` what everyone reads afterwards.
    """

    action: Action
    source: State
    target: State
    label: str | Promise
    public: str | Promise
    exact: bool | None = None
    who: Callable[[Any, Entry], bool] = may_run_entry
    guard: Callable[[Entry, date], bool] = at_any_time


FIX, MOVE, AGAIN = _("Fix the date"), _("Move it"), _("Give it a new date")
CANCEL, HELD = _("Cancel it"), _("Mark as held")
FIXED_NOW, MOVED_NOW = _("The date is fixed."), _("The date is moved.")
CANCELLED_NOW, HELD_NOW = _("It is cancelled."), _("It has been held.")
T, C, X, H = State.TENTATIVE, State.CONFIRMED, State.CANCELLED, State.HELD

TABLE = (
    Transition(action=Action.FIX, source=T, target=C, exact=True, label=FIX, public=FIXED_NOW),
    Transition(action=Action.MOVE, source=T, target=T, label=MOVE, public=MOVED_NOW),
    Transition(action=Action.MOVE, source=C, target=C, exact=True, label=MOVE, public=MOVED_NOW),
    Transition(action=Action.MOVE, source=C, target=T, exact=False, label=MOVE, public=MOVED_NOW),
    Transition(action=Action.MOVE, source=X, target=C, exact=True, label=AGAIN, public=MOVED_NOW),
    Transition(action=Action.MOVE, source=X, target=T, exact=False, label=AGAIN, public=MOVED_NOW),
    Transition(action=Action.CANCEL, source=T, target=X, label=CANCEL, public=CANCELLED_NOW),
    Transition(action=Action.CANCEL, source=C, target=X, label=CANCEL, public=CANCELLED_NOW),
    Transition(action=Action.MARK_HELD, source=T, target=H, guard=has_begun, label=HELD, public=HELD_NOW),
    Transition(action=Action.MARK_HELD, source=C, target=H, guard=has_begun, label=HELD, public=HELD_NOW),
)
"""A date that has been held stays so; a cancelled one comes back by getting a new date."""


def transition(action: Action, state: str, *, exact: bool) -> Transition | None:
    """The row of an action from a state; `exact` is whether the new date (or the old one) names days."""
    rows = (row for row in TABLE if row.action == action and row.source == state)
    return next((row for row in rows if row.exact in (None, exact)), None)


def open_to(user: Any, entry: Entry, day: date) -> list[Transition]:
    """What `user` may do to `entry` on `day`: one row for each action, in the order of the table."""
    found: dict[Action, Transition] = {}
    for row in TABLE:
        if row.source == entry.state and row.guard(entry, day) and row.who(user, entry):
            found.setdefault(row.action, row)
    return list(found.values())


def needs_reason(action: Action, state: str) -> bool:
    """Whoever relied on a date is owed a reason when it goes."""
    return action == Action.CANCEL or (action == Action.MOVE and state == State.CONFIRMED)
