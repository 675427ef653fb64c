"""Promises count days on which something can happen: none of quiet time, and mostly working days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from portal.partnership.rules.quiet import QuietSpan

ONE_DAY = timedelta(days=1)


def is_quiet(day: date, quiet: Sequence[QuietSpan]) -> bool:
    return any(span.first <= day <= span.last for span in quiet)


def is_working_day(day: date, quiet: Sequence[QuietSpan]) -> bool:
    """Monday to Friday outside quiet time."""
    return day.weekday() < 5 and not is_quiet(day, quiet)


def day_after(day: date, number: int, quiet: Sequence[QuietSpan]) -> date:
    """The day on which `number` days outside quiet time have passed since `day`, which does not count itself.

    `quiet` must cover the way there: quiet time only makes it longer.
    """
    return _after(day, number, lambda one: not is_quiet(one, quiet))


def working_day_after(day: date, number: int, quiet: Sequence[QuietSpan]) -> date:
    """The same in working days."""
    return _after(day, number, lambda one: is_working_day(one, quiet))


def _after(day: date, number: int, counts: Callable[[date], bool]) -> date:
    while number > 0:
        day += ONE_DAY
        number -= counts(day)
    return day


def last_promised(day: date, number: int, quiet: Sequence[QuietSpan]) -> date:
    """The last day whose promise of `number` days is due by `day`: the way back of `day_after`."""
    return _before(day, number, lambda one: not is_quiet(one, quiet))


def last_promised_working(day: date, number: int, quiet: Sequence[QuietSpan]) -> date:
    """The same in working days."""
    return _before(day, number, lambda one: is_working_day(one, quiet))


def _before(day: date, number: int, counts: Callable[[date], bool]) -> date:
    while number > 0:
        number -= counts(day)
        day -= ONE_DAY
    return day
