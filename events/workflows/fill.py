"""Invented dates, in the proportions real ones come in."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta

from events.models import Entry
from portal.core.fill import Filler
from portal.core.registry import NO_TEXT
from portal.core.rules.prose import Prose

YEARS_BACK, YEARS_AHEAD = 6, 3
#: This year's wheel and the next one stay the partnership's own.
OWN_YEARS = 2
KINDS = {"gathering": 40, "meeting": 25, "deadline": 20, "student": 15}
AUDIENCES = {"public": 50, "partners": 35, "team": 10, "steering": 5}
SHOWN_TO = {"public": 80, "partners": 15, "governance": 5}
PRECISIONS = {"date": 80, "week": 12, "month": 8}
PAST = {"held": 96, "cancelled": 4}
AHEAD = {"tentative": 60, "confirmed": 38, "cancelled": 2}


def make_entry(prose: Prose, day: date) -> Entry:
    """A date of some other year than this and the next."""
    when, precision = _some_day(prose, day), prose.one_of(PRECISIONS)
    first, last = _span(when, precision, prose.one_of({"1": 85, "2": 10, "4": 5}))
    language = prose.language()
    has_time = precision == "date" and first == last and prose.random.random() < 0.7
    return Entry(
        year=first.year,
        title=prose.text(language, "occasion"),
        summary=prose.text(language, "sentence", prose.random.randint(1, 3)),
        place=prose.text(language, "place") if prose.random.random() < 0.6 else NO_TEXT,
        kind=prose.one_of(KINDS),
        audience=prose.one_of(AUDIENCES),
        shown_to=prose.one_of(SHOWN_TO),
        state=prose.one_of(PAST if last < day else AHEAD),
        first_day=first,
        last_day=last,
        precision=precision,
        starts_at=time(prose.random.randint(8, 18)) if has_time else None,
        is_example=True,
        created_at=_told_at(prose, first, day),
    )


def _some_day(prose: Prose, day: date) -> date:
    """Six of ten in years that are over."""
    if prose.random.random() < 0.6:
        year = day.year - 1 - prose.random.randrange(YEARS_BACK)
    else:
        year = day.year + OWN_YEARS + prose.random.randrange(YEARS_AHEAD)
    return date(year, 1, 1) + timedelta(days=prose.random.randrange(365))


def _span(when: date, precision: str, days: str) -> tuple[date, date]:
    if precision == "week":
        monday = when - timedelta(days=when.weekday())
        return monday, monday + timedelta(days=6)
    if precision == "month":
        return when.replace(day=1), when.replace(day=monthrange(when.year, when.month)[1])
    return when, when + timedelta(days=int(days) - 1)


def _told_at(prose: Prose, first: date, day: date) -> datetime:
    """Some months before, and not later than yesterday."""
    told = min(first - timedelta(days=prose.random.randint(20, 400)), day - timedelta(days=1))
    if told == day - timedelta(days=1):
        told -= timedelta(days=prose.random.randrange(700))
    seconds = prose.random.randrange(86_400)
    return datetime(told.year, told.month, told.day, tzinfo=UTC) + timedelta(seconds=seconds)


DATES = Filler(kind="date", share=40, make=make_entry)
