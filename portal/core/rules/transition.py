"""What can be done to a thing: from which state to which, by whom, and what it is called. See `Table`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

Words = str | Promise
Who = Callable[[Any, Any], bool]


def always(_thing: Any) -> str:
    return ""


@dataclass(frozen=True, kw_only=True)
class Transition:
    """One row of a table of transitions.

    `label` is the button of those who may, `public` what everyone reads afterwards. `who` says of a person
    and the thing whether they may; `guard` gives the sentence that says what stands in the way, empty where
    nothing does. `asks` for a reason, which is kept and shown.
    """

    action: str
    source: str
    target: str
    label: Words
    public: Words
    who: Who
    guard: Callable[[Any], str] = always
    asks: bool = False


@dataclass(frozen=True)
class Table:
    """The rows of one kind of thing. Raises ValueError where an action stands twice for one state."""

    rows: tuple[Transition, ...]

    def __post_init__(self) -> None:
        steps = [(row.action, str(row.source)) for row in self.rows]
        if twice := {step for step in steps if steps.count(step) > 1}:
            raise ValueError(f"There is more than one row for {sorted(twice)}.")

    def __iter__(self) -> Iterator[Transition]:
        return iter(self.rows)

    def row(self, action: str, state: str) -> Transition | None:
        """The row of an action from a state; none where it can't be done from there."""
        return next((row for row in self.rows if row.action == action and row.source == state), None)

    def open_to(self, user: Any, thing: Any) -> list[Transition]:
        """What `user` may do to `thing` now, in the order of the table; a guard that says no is not asked."""
        return [row for row in self.rows if row.source == thing.state and row.who(user, thing)]

    def said(self, action: str) -> Words:
        """What everyone reads of an action that was taken."""
        return next((row.public for row in self.rows if row.action == action), "")
