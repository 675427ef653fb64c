"""Working days: Monday to Friday outside quiet time. Promises to answer are counted in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from portal.partnership.rules.quiet import QuietSpan

ONE_DAY = timedelta(days=1)


def is_working_day(day: date, quiet: Sequence[QuietSpan]) -> bool:
    return day.weekday() < 5 and not any(span.first <= day <= span.last for span in quiet)


def working_day_after(day: date, number: int, quiet: Sequence[QuietSpan]) -> date:
    """The day on which `number` working days have passed since `day`, which does not count itself.

    `quiet` must cover the way there: quiet time only makes it longer.
    """
    while number > 0:
        day += ONE_DAY
        number -= is_working_day(day, quiet)
    return day
