"""A stretch of whole days on the wheel, as exact as it is known."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Precision = Literal["date", "week", "month"]
PRECISIONS: tuple[Precision, ...] = ("date", "week", "month")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from `first` to `last`, both inclusive.

    `precision` says what is known: a span of precision "week" is one or more whole ISO weeks, of
    "month" a whole month, and no day inside it may be shown as the date.
    """

    first: date
    last: date
    precision: Precision = "date"

    def touches(self, first: date, last: date) -> bool:
        """Whether any day is shared with the days from `first` to `last`."""
        return self.first <= last and first <= self.last


def iso_weeks(day: date, weeks: int = 1) -> Span:
    """The whole ISO week of `day`, and the `weeks` - 1 after it."""
    monday = day - timedelta(days=day.weekday())
    return Span(monday, monday + timedelta(days=7 * weeks - 1), "week")


def whole_month(day: date) -> Span:
    """The calendar month of `day`."""
    last = calendar.monthrange(day.year, day.month)[1]
    return Span(day.replace(day=1), day.replace(day=last), "month")


def widen(day: date, precision: Precision) -> Span:
    """The smallest span of this precision that holds `day`."""
    if precision == "week":
        return iso_weeks(day)
    if precision == "month":
        return whole_month(day)
    return Span(day, day)


def iso_year(year: int) -> Span:
    """Monday of ISO week 1 to Sunday of the last ISO week (52 or 53)."""
    first = date.fromisocalendar(year, 1, 1)
    return Span(first, date.fromisocalendar(year + 1, 1, 1) - timedelta(days=1))


def calendar_year(year: int) -> Span:
    """1 January to 31 December."""
    return Span(date(year, 1, 1), date(year, 12, 31))
