"""The team's work on the wheel's dates, week by week, against the time it has.

Weeks are ISO weeks. Hours are kept as fractions, so that what is spread adds up to what it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from portal.partnership.rules.quiet import QuietSpan

HOURS_A_WEEK = Fraction(75, 2)
"""A full position."""
WORKING_DAYS = 5


@dataclass(frozen=True)
class Work:
    """`hours` of work on a date, spread evenly over the `weeks` up to and including that of `first_day`."""

    title: str
    first_day: date
    hours: int
    weeks: int = 1


@dataclass(frozen=True)
class Week:
    """One week's work and the time there is for it; `titles` are what the work is for."""

    monday: date
    hours: Fraction
    capacity: Fraction
    titles: tuple[str, ...]

    @property
    def number(self) -> int:
        return self.monday.isocalendar().week

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def over(self) -> Fraction:
        """Hours beyond the time there is, or none."""
        return max(self.hours - self.capacity, Fraction())

    @property
    def overloaded(self) -> bool:
        return self.hours > self.capacity

    @property
    def hours_shown(self) -> float:
        return float(self.hours)

    @property
    def capacity_shown(self) -> float:
        return float(self.capacity)

    @property
    def over_shown(self) -> float:
        return float(self.over)


def weeks_of(year: int, work: Iterable[Work], *, percent: int, quiet: Sequence[QuietSpan]) -> list[Week]:
    """Every ISO week of the ISO year. `percent` is that of all team seats together: 80 for 4 × 20 %.

    A quiet working day gives no time, so that a quiet week has none.
    """
    first, after = date.fromisocalendar(year, 1, 1), date.fromisocalendar(year + 1, 1, 1)
    mondays = [first + timedelta(days=days) for days in range(0, (after - first).days, 7)]
    hours = dict.fromkeys(mondays, Fraction())
    titles: dict[date, dict[str, None]] = {monday: {} for monday in mondays}
    for each in work:
        for monday, share in spread(each):
            if monday in hours:
                hours[monday] += share
                titles[monday][each.title] = None
    return [
        Week(monday, hours[monday], capacity(monday, percent, quiet), tuple(titles[monday]))
        for monday in mondays
    ]


def spread(work: Work) -> list[tuple[date, Fraction]]:
    """The Mondays of the weeks the work is done in, with the hours of each."""
    last = work.first_day - timedelta(days=work.first_day.weekday())
    if not work.hours:
        return []
    return [(last - timedelta(weeks=back), Fraction(work.hours, work.weeks)) for back in range(work.weeks)]


def capacity(monday: date, percent: int, quiet: Sequence[QuietSpan]) -> Fraction:
    """Hours the team has in the week of `monday`: those of its working days that are not quiet."""
    days = [monday + timedelta(days=number) for number in range(WORKING_DAYS)]
    working = sum(not any(span.first <= day <= span.last for span in quiet) for day in days)
    return HOURS_A_WEEK * Fraction(percent, 100) * Fraction(working, WORKING_DAYS)
