"""Dates in words, as exact as they are known and never more."""

from __future__ import annotations

from datetime import date, time

from django.utils.dates import MONTHS
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.rules.enums import Precision


def short_when(first: date, last: date, precision: str) -> str:
    """Without the year: “28 April”, “22–26 September”, “week 38”, “weeks 5–13”, “May”."""
    if precision == Precision.MONTH:
        return str(MONTHS[first.month])
    if precision == Precision.WEEK:
        return _weeks(first, last)
    if first == last:
        return _day(first)
    if first.month == last.month:
        days = {"first": first.day, "last": _day(last)}
        return pgettext("days within one month: 22–26 September", "%(first)s–%(last)s") % days
    return f"{_day(first)} – {_day(last)}"


def long_when(first: date, last: date, precision: str, starts_at: time | None = None) -> str:
    """With weekday, year and time: “Tuesday 3 March 2027 at 09.00”; “week 38, 2027”; “May 2027”."""
    if precision == Precision.MONTH:
        return f"{MONTHS[first.month]} {first.year}"
    if precision == Precision.WEEK:
        return pgettext("a week of a year", "%(week)s, %(year)s") % {
            "week": _weeks(first, last),
            "year": first.isocalendar().year,
        }
    if first != last:
        return f"{short_when(first, last, precision)} {last.year}"
    day = date_format(first, pgettext("long date, Django's date format", "l j F Y"))
    if starts_at is None:
        return day
    clock = time_format(starts_at, pgettext("time of day, Django's date format", "H.i"))
    return _("%(day)s at %(time)s") % {"day": day, "time": clock}


def _day(day: date) -> str:
    return date_format(day, pgettext("day and month, Django's date format", "j F"))


def _weeks(first: date, last: date) -> str:
    week, to_week = first.isocalendar().week, last.isocalendar().week
    if week == to_week:
        return _("week %(number)s") % {"number": week}
    return _("weeks %(first)s–%(last)s") % {"first": week, "last": to_week}
