"""What the parts of the bench that need Django hand to the one that measures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Prepared:
    """What the pages to be measured need to know. `full_year` is the wheel with 200 entries."""

    this_year: int
    full_year: int
    session: str


@dataclass(frozen=True)
class Inside:
    """Drawing in milliseconds of processor time; mail in mails a second by the clock."""

    marks: int
    draw_ms: float
    mails: int
    queued_per_second: float
    sent_per_second: float
    bare_per_second: float
