"""Dates that other apps put on the wheel, dressed as entries of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from uuid import NAMESPACE_URL, UUID, uuid5

from events.models import Entry
from events.queries.own_date import OwnDate
from events.rules.entry import shown_to_of
from events.rules.enums import Audience, Kind, State
from events.rules.source import A_YEAR, SourceDateError, check_date
from portal.core.registry import SourceDate, wheel_sources
from portal.core.text import Text
from portal.partnership.rules.seats import SeatFilter


@dataclass(frozen=True, kw_only=True)
class SourceEntry:
    """A source's date under the names an `Entry` has, for all that only reads dates.

    `key` is its name among all sources' dates, and `url` the path of its own page; empty where it has none.
    """

    key: str
    uid: UUID
    sequence: int
    updated_at: datetime
    title: Text
    summary: Text
    place: Text
    kind: str
    audience: str
    shown_to: str
    first_day: date
    last_day: date
    precision: str
    state: State
    starts_at: time | None
    ends_at: time | None
    is_example: bool
    url: str
    responsible: SeatFilter
    people: tuple[int, ...]
    reminders: tuple[int, ...]
    activity_id: None = None

    @property
    def html_id(self) -> str:
        return f"s-{self.key}"

    def is_over(self, day: date) -> bool:
        return self.state != State.CANCELLED and self.last_day < day

    def get_kind_display(self) -> str:
        return str(Kind(self.kind).label)

    def get_audience_display(self) -> str:
        return str(Audience(self.audience).label)


WheelDate = Entry | SourceEntry
"""Whatever stands on the wheel."""
Own = TypeVar("Own", Entry, OwnDate)


@dataclass(frozen=True)
class SourceReminders:
    """When those responsible are reminded of a source's date: `days` before its first day (Oslo)."""

    entry: SourceEntry
    seats: SeatFilter
    days: tuple[int, ...]


def source_entries(
    user: Any, first: date, last: date, *, kinds: Collection[str] = (), audiences: Collection[str] = ()
) -> list[SourceEntry]:
    """What the sources put between two days for `user` to see, in order of time; all kinds if none is named.

    Raises SourceDateError for a date the wheel could not show.
    """
    if not wheel_sources:
        return []
    seen_by = shown_to_of(user)
    return [
        entry
        for entry in _remembered(user, first, last)
        if entry.shown_to in seen_by
        and (not kinds or entry.kind in kinds)
        and (not audiences or entry.audience in audiences)
    ]


def source_reminders(day: date) -> list[SourceReminders]:
    """The sources' dates within a year of `day` that somebody is reminded of. What is off reminds nobody."""
    span = timedelta(days=A_YEAR)
    return [
        SourceReminders(entry, entry.responsible, entry.reminders)
        for entry in _ask(None, day - span, day + span)
        if entry.reminders and (entry.responsible or entry.people) and entry.state != State.CANCELLED
    ]


def _remembered(user: Any, first: date, last: date) -> list[SourceEntry]:
    """The sources' answer, remembered on the user for the request: one page asks for the same days twice."""
    known: list[tuple[date, date, list[SourceEntry]]] = user.__dict__.setdefault("_source_entries", [])
    for asked_first, asked_last, answer in known:
        if asked_first <= first and last <= asked_last:
            return [entry for entry in answer if entry.first_day <= last and first <= entry.last_day]
    answer = _ask(user, first, last)
    known.append((first, last, answer))
    return answer


def _ask(user: Any, first: date, last: date) -> list[SourceEntry]:
    found = {}
    for source, dates in wheel_sources.items():
        for given in dates(first, last, user):
            check_date(source, given)
            entry = _dressed(source, given)
            if entry.key in found:
                raise SourceDateError(f"The wheel source “{source}” gave the date “{given.key}” twice.")
            found[entry.key] = entry
    touching = (entry for entry in found.values() if entry.first_day <= last and first <= entry.last_day)
    return sorted(touching, key=lambda entry: (entry.first_day, entry.last_day))


def _dressed(source: str, given: SourceDate) -> SourceEntry:
    state = State.TENTATIVE if given.tentative else State.CONFIRMED
    return SourceEntry(
        # The source's name may hold hyphens too: an underscore keeps the two apart.
        key=f"{source}_{given.key}",
        uid=uuid5(NAMESPACE_URL, f"wheel-source/{source}/{given.key}"),
        sequence=given.sequence,
        updated_at=given.updated_at,
        title=given.title,
        summary=given.summary,
        place=given.place,
        kind=given.kind,
        audience=given.audience,
        shown_to=given.shown_to,
        first_day=given.first_day,
        last_day=given.last_day,
        precision=given.precision,
        state=State.CANCELLED if given.cancelled else state,
        starts_at=given.starts_at,
        ends_at=given.ends_at,
        is_example=given.example,
        url=given.url,
        responsible=SeatFilter(**given.responsible),
        people=given.people,
        reminders=given.reminders,
    )


def in_order(entries: Iterable[Own], others: Collection[SourceEntry]) -> list[Own | SourceEntry]:
    """Both together in order of time; on the same days the wheel's own come first."""
    both: list[Own | SourceEntry] = list(entries)
    if not others:
        return both
    both.extend(others)
    return sorted(both, key=lambda entry: (entry.first_day, entry.last_day))
