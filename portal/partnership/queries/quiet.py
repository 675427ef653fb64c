"""Quiet time of the partnership, as days of a year."""

from __future__ import annotations

from datetime import date
from typing import Any

from portal.core.clock import today
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


def quiet_around_now(reader: Any) -> list[QuietSpan]:
    """The spans from two years ago to the end of the next year, for all promises `reader` may be told of.

    One query, and none when asked again: remembered on `reader` for the request, as their standing is.
    """
    day = today()
    known: dict[date, list[QuietSpan]] = reader.__dict__.setdefault("_quiet", {})
    if day not in known:
        known[day] = quiet_between(date(day.year - 2, 1, 1), date(day.year + 1, 12, 31))
    return known[day]
