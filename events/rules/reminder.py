"""When a reminder falls due, how long it is of use, and when it is late.

Days are calendar days in Oslo, moments are UTC. A reminder of a date

* falls due `days` before the start or the end of the date, at its hour; a negative number is after;
* that would come in quiet time, of a date after it, comes on the last working day before quiet time begins;
  one that follows up a date before quiet time waits for the first working day after it. A date in the midst
  of quiet time keeps its reminders where they are: somebody chose it so;
* is of use until the date begins (counted from the start) or ends (counted from the end), a follow-up for
  fourteen days. A date without a time of day has begun when its first day is over, and so ends its last;
* is late an hour after it fell due, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from events.rules.enums import Audience, Edge, Kind
from portal.core.clock import at
from portal.partnership.rules.quiet import QuietSpan

LATE_AFTER = timedelta(hours=1)
FOLLOWED_UP_FOR = timedelta(days=14)
ONE_DAY = timedelta(days=1)

REMINDER = "wheel.reminder"
DUTY = "wheel.duty"
KINDS = (REMINDER, DUTY)
"""Reminders one can do without, and those that come with a seat."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One reminder of one date: the date's days and times of day, and the plan's distance."""

    first_day: date
    last_day: date
    starts_at: time | None
    ends_at: time | None
    days: int
    edge: str
    hour: time

    @property
    def counted_day(self) -> date:
        return self.first_day if self.edge == Edge.START else self.last_day

    @property
    def follows_up(self) -> bool:
        return self.days < 0

    @property
    def plan(self) -> str:
        """The plan without the date: it stays when the date moves."""
        return f"{self.edge}{self.days:+d}"

    @property
    def occurrence(self) -> str:
        """Unique per date and plan: when the date moves, its reminders are new ones."""
        return f"{self.counted_day.isoformat()}/{self.plan}"

    def due_at(self, quiet: Iterable[QuietSpan] = ()) -> datetime:
        day = out_of_quiet(self.counted_day - timedelta(days=self.days), self.counted_day, list(quiet))
        return at(day, self.hour).astimezone(UTC)

    def useful_until(self, due: datetime) -> datetime:
        """When a reminder that fell due at `due` has become pointless."""
        if self.follows_up:
            return due + FOLLOWED_UP_FOR
        day, clock = self.counted_day, self.starts_at if self.edge == Edge.START else self.ends_at
        day_is_over = at(day + ONE_DAY, time(0)).astimezone(UTC)
        moment = at(day, clock).astimezone(UTC) if clock else day_is_over
        # A plan for the day itself, at an hour after the beginning, speaks of the rest of the day.
        return moment if due < moment else day_is_over


def is_late(due: datetime, now: datetime) -> bool:
    return now - due > LATE_AFTER


def mail_kind(kind: str, audience: str) -> str:
    """Deadlines, and meetings of those who govern, belong to a seat; the rest one can do without."""
    governs = kind == Kind.MEETING and audience in (Audience.TEAM, Audience.STEERING)
    return DUTY if kind == Kind.DEADLINE or governs else REMINDER


def out_of_quiet(day: date, counted: date, quiet: Sequence[QuietSpan]) -> date:
    """The day itself, or where it goes when it falls in quiet time (see above)."""
    span = next((span for span in quiet if span.first <= day <= span.last), None)
    if span is None or span.first <= counted <= span.last:
        return day
    before = counted > span.last
    day, step = (span.first, -ONE_DAY) if before else (span.last, ONE_DAY)
    day += step
    while day.weekday() >= 5:
        day += step
    return out_of_quiet(day, counted, quiet)


def reach(first: date, last: date, quiet: Sequence[QuietSpan]) -> tuple[date, date]:
    """The days for which reminders are planned that may come from `first` to `last`, due to quiet time."""
    gap = timedelta(days=4)  # a weekend, and the day before it
    for _again in quiet:
        for span in quiet:
            if span.first - gap <= last < span.last:
                last = span.last
            if span.first < first <= span.last + gap:
                first = span.first
    return first, last
