"""Quiet time of the partnership, as days of a year."""

from __future__ import annotations

from datetime import date

from portal.partnership.models import QuietPeriod
from portal.partnership.rules.quiet import QuietSpan, quiet_spans


def quiet_time(year: int) -> list[QuietSpan]:
    """The spans of days in `year` (and over its edges) when promises to answer stand still."""
    definitions = {period.key: period.definition for period in QuietPeriod.objects.all()}
    return quiet_spans(definitions, year)


def quiet_between(first: date, last: date) -> list[QuietSpan]:
    """The spans that touch the years from `first`'s to `last`'s, in order of time. One query."""
    definitions = {period.key: period.definition for period in QuietPeriod.objects.all()}
    years = range(first.year, last.year + 1)
    return sorted({span for year in years for span in quiet_spans(definitions, year)})
