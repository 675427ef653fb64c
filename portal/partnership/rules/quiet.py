"""Quiet time: stretches in which nothing is planned and promises to answer stand still.

Which they are is data of the partnership. A definition has one of three forms:

* `weeks = [27, 31]`: ISO weeks, first and last;
* `from = "12-22", to = "01-02"`: month and day, across the new year where `to` comes before `from`;
* `easter = [-6, 1]`: days counted from Easter Sunday, here from the Monday before to Easter Monday.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter

FORMS = ({"weeks"}, {"from", "to"}, {"easter"})


class QuietError(ValueError):
    """A definition of quiet time is wrong: `key` at fault and, in plain English, what was expected."""

    def __init__(self, key: str, expected: str) -> None:
        super().__init__(f"{key}: expected {expected}")
        self.key = key
        self.expected = expected


@dataclass(frozen=True, slots=True, order=True)
class QuietSpan:
    """Quiet days from `first` to `last`, both inclusive; `key` is the definition's."""

    first: date
    last: date
    key: str


def easter_sunday(year: int) -> date:
    """Easter Sunday of the western churches."""
    return easter(year)


def quiet_spans(definitions: Mapping[str, object], year: int) -> list[QuietSpan]:
    """All quiet time that touches `year`, in order of time; `definitions` are by key.

    Spans are whole: Christmas comes once from the year before and once into the year after. The ISO
    year counts too, so that week 1 in December and week 53 in January are covered.
    Raises QuietError for a definition in none of the three forms.
    """
    first = min(date(year, 1, 1), date.fromisocalendar(year, 1, 1))
    last = max(date(year, 12, 31), date.fromisocalendar(year + 1, 1, 1) - timedelta(days=1))
    found = [
        _span(key, definition, start)
        for key, definition in definitions.items()
        for start in (year - 1, year, year + 1)
    ]
    return sorted(span for span in found if span and span.first <= last and first <= span.last)


def _span(key: str, definition: object, year: int) -> QuietSpan | None:
    """The quiet time that begins in `year`; None for week 53 in a year without one."""
    if not isinstance(definition, Mapping) or set(definition) not in FORMS:
        raise QuietError(key, 'one of "weeks", "from" with "to", and "easter"')
    if "weeks" in definition:
        return _weeks(key, definition["weeks"], year)
    if "easter" in definition:
        return _around_easter(key, definition["easter"], year)
    start = _month_day("from", definition["from"])
    end = _month_day("to", definition["to"])
    return QuietSpan(date(year, *start), date(year if start <= end else year + 1, *end), key)


def _weeks(key: str, value: object, year: int) -> QuietSpan | None:
    start, end = _pair("weeks", value, 1, 53, "two ISO weeks, first and last, such as [27, 31]")
    if start > _last_week(year):
        return None
    end_year = year if start <= end else year + 1
    sunday = date.fromisocalendar(end_year, min(end, _last_week(end_year)), 7)
    return QuietSpan(date.fromisocalendar(year, start, 1), sunday, key)


def _around_easter(key: str, value: object, year: int) -> QuietSpan:
    expected = "two numbers of days from Easter Sunday, first and last, such as [-6, 1]"
    start, end = _pair("easter", value, -60, 60, expected)
    if start > end:
        raise QuietError("easter", expected)
    sunday = easter_sunday(year)
    return QuietSpan(sunday + timedelta(days=start), sunday + timedelta(days=end), key)


def _pair(key: str, value: object, least: int, most: int, expected: str) -> tuple[int, int]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise QuietError(key, expected)
    for number in value:
        if not isinstance(number, int) or isinstance(number, bool) or not least <= number <= most:
            raise QuietError(key, expected)
    return value[0], value[1]


def _month_day(key: str, value: object) -> tuple[int, int]:
    expected = 'a month and a day that every year has, such as "12-22"'
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{2}-[0-9]{2}", value):
        raise QuietError(key, expected)
    month, day = int(value[:2]), int(value[3:])
    try:
        date(2023, month, day)  # a common year: 29 February is refused
    except ValueError:
        raise QuietError(key, expected) from None
    return month, day


def _last_week(year: int) -> int:
    return date(year, 12, 28).isocalendar().week
