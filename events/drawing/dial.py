"""Where a day of the year stands on the wheel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property


@dataclass(frozen=True)
class Dial:
    """A year laid around a circle: 1 January at the top, days of equal width."""

    year: int

    @cached_property
    def first(self) -> int:
        """Ordinal of 1 January."""
        return date(self.year, 1, 1).toordinal()

    @cached_property
    def last(self) -> int:
        """Ordinal of 31 December."""
        return date(self.year, 12, 31).toordinal()

    @property
    def days(self) -> int:
        """365 or 366."""
        return self.last - self.first + 1

    def angle(self, ordinal: float) -> float:
        """Degrees clockwise from the top for a day ordinal; whole numbers are midnights."""
        return (ordinal - self.first) / self.days * 360

    def contains(self, day: date) -> bool:
        """Whether the day lies in this year."""
        return day.year == self.year

    def covers(self, start: date, end: date) -> bool:
        """Whether any day of the stretch lies in this year."""
        return start.year <= self.year <= end.year

    def month_angles(self) -> list[float]:
        """Thirteen angles: where the months begin, and 360."""
        return [self.angle(date(self.year, month, 1).toordinal()) for month in range(1, 13)] + [360.0]

    @property
    def first_monday(self) -> int:
        """Ordinal of the first Monday, where the first whole ISO week begins."""
        return self.first + (-date(self.year, 1, 1).weekday()) % 7


def week_anchor(day: date, year: int) -> str:
    """The HTML id of the week a day of `year` lies in: `week-24`.

    The first days of January and the last of December may belong to another ISO year;
    their week is named with it (`week-2020-53`), so that no id stands twice on the page.
    """
    iso_year, week, _ = day.isocalendar()
    return f"week-{week}" if iso_year == year else f"week-{iso_year}-{week}"


def days_of_week(day: date) -> tuple[int, int]:
    """Ordinals of the Monday of a day's week and of the Monday after."""
    monday = (day - timedelta(days=day.weekday())).toordinal()
    return monday, monday + 7
