"""What the wheel draws: one mark per date, as plain values that know no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum


class Kind(StrEnum):
    """What happens; each kind has its colour, its shape and its word."""

    MEETING = "meeting"
    GATHERING = "gathering"
    DEADLINE = "deadline"
    STUDENT = "student"


class Ring(IntEnum):
    """Whom it is for, outermost first."""

    PUBLIC = 0
    PARTNERS = 1
    GOVERNANCE = 2


class Precision(StrEnum):
    """How closely the date is known."""

    DATE = "date"
    WEEK = "week"
    MONTH = "month"


class State(StrEnum):
    """How certain it is: filled, outlined, paled with a tick, or outlined and struck."""

    FIXED = "fixed"
    TENTATIVE = "tentative"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Mark:
    """One date of the year. `start` and `end` are its outer limits, `end` included.

    `key` is safe in an HTML id; the row of the list that says the same has the id `d-<key>`.
    `when` is the date in words, already in the reader's language. Marks that share a
    non-empty `series` take one label together when the picture is dense.
    """

    key: str
    title: str
    kind: Kind
    ring: Ring
    start: date
    end: date
    precision: Precision
    tentative: bool
    done: bool
    cancelled: bool
    when: str
    place: str = ""
    url: str = ""
    example: bool = False
    lang: str = ""
    series: str = ""

    @property
    def state(self) -> State:
        """The one state the mark is drawn in."""
        if self.cancelled:
            return State.CANCELLED
        if self.done:
            return State.DONE
        if self.tentative or self.precision is not Precision.DATE:
            return State.TENTATIVE
        return State.FIXED

    @property
    def href(self) -> str:
        """Where a click leads."""
        return self.url or f"#d-{self.key}"
