"""The wheel of one year as one reader sees it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.dates import MONTHS
from django.utils.translation import get_language

from events.drawing import week_anchor
from events.drawing.marks import Kind, Mark, Precision, Ring
from events.models import Entry
from events.queries.own_date import OwnDate, own_dates
from events.queries.sources import SourceEntry, WheelDate, in_order, source_entries
from events.rules.enums import Audience, ShownTo, State
from events.words import long_when, short_when
from portal.core.text import Text

RINGS: Mapping[str, Ring] = {
    Audience.PUBLIC: Ring.PUBLIC,
    Audience.PARTNERS: Ring.PARTNERS,
    Audience.TEAM: Ring.GOVERNANCE,
    Audience.STEERING: Ring.GOVERNANCE,
}
KINDS = {kind.value: kind for kind in Kind}
PRECISIONS = {precision.value: precision for precision in Precision}
SERIES_FROM = 6
SUMMARIES_UP_TO = 80
"""Dates in a year beyond which the list leaves descriptions to each date's own page."""
Shown = WheelDate | OwnDate
"""A date that can stand in a row."""
AHEAD = timedelta(days=366)
"""How far ahead other apps are asked for the next dates."""


@dataclass(frozen=True)
class Row:
    """An entry in the list: the same facts as its mark in the picture, in words.

    `repeated` is true where the description stands elsewhere: on an earlier row, or only on the date's page.
    `week_id` is what a label that gathers a week leads to, on the first row of that week.
    """

    entry: Shown
    when: str
    tentative: bool
    done: bool
    cancelled: bool
    repeated: bool = False
    week_id: str = ""

    @property
    def icon_state(self) -> str:
        if self.cancelled:
            return "cancelled"
        return "done" if self.done else "tentative" if self.tentative else "fixed"

    @property
    def hours(self) -> str:
        """“, 09.00–11.00”, where times are set."""
        if not self.entry.starts_at:
            return ""
        until = f"–{self.entry.ends_at:%H.%M}" if self.entry.ends_at else ""
        return f", {self.entry.starts_at:%H.%M}{until}"

    @property
    def url(self) -> str:
        """The page of a date that another app put here; empty where it has none."""
        return self.entry.url if isinstance(self.entry, SourceEntry) else ""

    @property
    def long_when(self) -> str:
        entry = self.entry
        return long_when(entry.first_day, entry.last_day, entry.precision, entry.starts_at)


@dataclass(frozen=True)
class Month:
    """The rows that begin in one month, and the weeks of it that a gathered label can lead to."""

    name: str
    rows: list[Row]


def wheel_rows(user: Any, year: int, day: date, *, kinds: list[str], audiences: list[str]) -> list[Row]:
    """What `user` sees of `year`, in order of time. One query, whatever the number of entries.

    Other apps' dates are asked for once, and cost what these apps make them cost.
    """
    own = Entry.objects.touching(year).visible_to(user).of_kinds(kinds).for_audiences(audiences)
    span = date(year, 1, 1), date(year, 12, 31)
    entries = in_order(own_dates(own), source_entries(user, *span, kinds=kinds, audiences=audiences))
    full = len(entries) > SUMMARIES_UP_TO
    told: set[tuple[int | None, Text]] = set()
    weeks: set[str] = set()
    rows = []
    for entry in entries:
        words, week = (entry.activity_id, entry.summary), week_anchor(middle_of(entry), year)
        week_id = "" if week in weeks else week
        rows.append(as_row(entry, day, repeated=full or words in told, week_id=week_id))
        if not rows[-1].done:
            told.add(words)
        weeks.add(week)
    return rows


def middle_of(entry: Shown) -> date:
    """The day whose place on the wheel it has: a deadline's last, else the middle one."""
    if entry.kind == "deadline" and entry.precision == "date":
        return entry.last_day
    return date.fromordinal((entry.first_day.toordinal() + entry.last_day.toordinal() + 1) // 2)


def as_row(entry: Shown, day: date, *, repeated: bool = False, week_id: str = "") -> Row:
    return Row(
        entry=entry,
        when=short_when(entry.first_day, entry.last_day, entry.precision),
        tentative=entry.state == State.TENTATIVE,
        done=entry.is_over(day),
        cancelled=entry.state == State.CANCELLED,
        repeated=repeated,
        week_id=week_id,
    )


def next_rows(user: Any, day: date, count: int) -> list[Row]:
    """The next dates from `day` on that begin then or later: what is under way already is not next."""
    own = Entry.objects.visible_to(user).from_day(day).filter(first_day__gte=day)[:count]
    others = [entry for entry in source_entries(user, day, day + AHEAD) if _is_coming(entry, day)]
    return [as_row(entry, day) for entry in in_order(own, others)[:count]]


def _is_coming(entry: SourceEntry, day: date) -> bool:
    return entry.first_day >= day and entry.state != State.CANCELLED


def public_rows(day: date, count: int) -> list[Row]:
    """The next dates that everyone may know of, those under way on `day` among them."""
    own = Entry.objects.filter(shown_to=ShownTo.PUBLIC).from_day(day)[:count]
    others = source_entries(AnonymousUser(), day, day + AHEAD)
    coming = in_order(own, [entry for entry in others if entry.state != State.CANCELLED])
    return [as_row(entry, day) for entry in coming[:count]]


def next_steering_meeting(day: date) -> Row | None:
    """The next meeting of the steering group that everyone may know of."""
    meetings = Entry.objects.filter(kind="meeting", audience=Audience.STEERING, shown_to="public")
    meeting = meetings.from_day(day).filter(first_day__gte=day).first()
    return as_row(meeting, day) if meeting else None


def marks_of(rows: list[Row], page: str = "") -> list[Mark]:
    """The rows as marks for the picture. Activities with many entries a year are drawn as a series.

    `page` is the address of the list that the marks lead to, where it is on another page than the picture.
    """
    often = Counter(row.entry.activity_id for row in rows)
    language = (get_language() or "")[:2]  # asked for once: it costs as much as the rest of a mark
    return [
        _mark(
            row, page, language, bool(row.entry.activity_id) and often[row.entry.activity_id] >= SERIES_FROM
        )
        for row in rows
    ]


def _mark(row: Row, page: str, language: str, in_series: bool) -> Mark:
    entry = row.entry
    lang = entry.title.lang_for(language)
    return Mark(
        key=entry.html_id,
        title=getattr(entry.title, lang),
        kind=KINDS[entry.kind],
        ring=RINGS[entry.audience],
        start=entry.first_day,
        end=entry.last_day,
        precision=PRECISIONS[entry.precision],
        tentative=row.tentative,
        done=row.done,
        cancelled=row.cancelled,
        when=row.when,
        place=str(entry.place) if entry.place else "",
        url=f"{page}#d-{entry.html_id}",
        example=entry.is_example,
        lang=lang,
        series=f"a{entry.activity_id}" if in_series else "",
    )


def by_month(rows: list[Row]) -> list[Month]:
    """The rows under the month in which they begin."""
    return [
        Month(str(MONTHS[month]).capitalize(), list(group))
        for (_year, month), group in groupby(
            rows, key=lambda row: (row.entry.first_day.year, row.entry.first_day.month)
        )
    ]
