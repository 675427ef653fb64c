"""Working days by the partnership's quiet time."""

from __future__ import annotations

from datetime import date

from portal.partnership.queries.quiet import quiet_between
from portal.partnership.rules.quiet import QuietSpan
from portal.partnership.rules.working_days import working_day_after


def quiet_from(day: date) -> list[QuietSpan]:
    """The quiet time that may stand in the way of a promise made on `day`. One query."""
    return quiet_between(day, date(day.year + 1, 12, 31))


def promised_by(day: date, number: int) -> date:
    """The Oslo day by which something is promised within `number` working days of `day`. One query."""
    return working_day_after(day, number, quiet_from(day))
