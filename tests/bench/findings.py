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
class Filled:
    """How many threads there are, how many of them a visitor is listed as dates, and what to ask for.

    `common` stands in as many rows as any word does, `rare` in about one of two hundred, and `misspelt` is
    `rare` with two letters exchanged. `detail` is the address of a thing in the midst of a thread, `project`
    that of the project that led to most, `task` that of a student task, for `semester`.
    """

    rows: int
    dates: int
    common: str
    rare: str
    misspelt: str
    detail: str
    project: str
    task: str
    semester: str


@dataclass(frozen=True)
class Inside:
    """Drawing in milliseconds of processor time."""

    marks: int
    draw_ms: float


@dataclass(frozen=True)
class Mailing:
    """Reminders in mails a second by the clock: into the outbox, out of it by one process, by a Celery
    worker that is asked, and the same mails by a bare loop."""

    mails: int
    queued_per_second: float
    sent_per_second: float
    celery_per_second: float
    bare_per_second: float
