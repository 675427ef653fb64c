"""Dates in words, as exact as they are known and never more."""

from __future__ import annotations

from datetime import date, time
from functools import lru_cache

from django.utils.dates import MONTHS
from django.utils.formats import date_format, time_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from portal.core.models.thread import Precision, Thread

REMEMBERED = 4096  # spans of days: some years of dates in three languages


def short_when(first: date, last: date, precision: str) -> str:
    """Without the year: “28 April”, “22–26 September”, “week 38”, “weeks 5–13”, “May”."""
    return _short_when(first, last, precision, get_language())


@lru_cache(maxsize=REMEMBERED)
def _short_when(first: date, last: date, precision: str, _language: str | None) -> str:
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
        return _weeks_of_a_year(first, last)
    if first != last:
        return f"{short_when(first, last, precision)} {last.year}"
    day = date_format(first, pgettext("long date, Django's date format", "l j F Y"))
    if starts_at is None:
        return day
    clock = time_format(starts_at, pgettext("time of day, Django's date format", "H.i"))
    return _("%(day)s at %(time)s") % {"day": day, "time": clock}


def short_with_year(first: date, last: date, precision: str, *, today: date) -> str:
    """As `short_when`, with the year where it is not this one."""
    words = short_when(first, last, precision)
    if last.year == today.year:
        return words
    return _weeks_of_a_year(first, last) if precision == Precision.WEEK else f"{words} {last.year}"


def days_of(thread: Thread, today: date) -> str:
    """A thread's days, as exact as they are known; empty where it has none."""
    if not thread.day:
        return ""
    return short_with_year(thread.day, thread.last_day or thread.day, thread.precision, today=today)


def _weeks_of_a_year(first: date, last: date) -> str:
    return pgettext("a week of a year", "%(week)s, %(year)s") % {
        "week": _weeks(first, last),
        "year": first.isocalendar().year,
    }


def _day(day: date) -> str:
    return date_format(day, pgettext("day and month, Django's date format", "j F"))


def _weeks(first: date, last: date) -> str:
    week, to_week = first.isocalendar().week, last.isocalendar().week
    if week == to_week:
        return _("week %(number)s") % {"number": week}
    return _("weeks %(first)s–%(last)s") % {"first": week, "last": to_week}
