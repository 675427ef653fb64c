"""The wheel's dates as calendar entries: for everyone by kind and audience, and for one person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import uuid5

from django.conf import settings
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.models import Entry, Preparation, PreparationDone
from events.queries.preparation import due_day
from events.queries.sources import SourceEntry, WheelDate, in_order, source_entries
from events.rules.concern import answers_for, audiences_of
from events.rules.enums import Kind, State
from events.rules.preparation import owns_preparation
from events.words import long_when
from portal.core.calendar import CalendarEntry, Status
from portal.core.clock import at
from portal.partnership.queries.standing import standing_of

STATUS = {
    State.TENTATIVE: Status.TENTATIVE,
    State.CONFIRMED: Status.CONFIRMED,
    State.HELD: Status.CONFIRMED,
    State.CANCELLED: Status.CANCELLED,
}
YEARS_AHEAD = 3
"""How many years after this one other apps are asked for; the wheel's own entries come as far as they go."""


def wheel_dates(
    user: Any, day: date, *, kinds: Collection[str] = (), audiences: Collection[str] = ()
) -> list[WheelDate]:
    """What `user` may see from the year before `day` on, the cancelled too, in order of time."""
    first, last = span_from(day)
    own = Entry.objects.visible_to(user).filter(last_day__gte=first).of_kinds(kinds).for_audiences(audiences)
    return in_order(own, source_entries(user, first, last, kinds=kinds, audiences=audiences))


def dates_concerning(user: Any, day: date) -> list[WheelDate]:
    """What `user` may see and is for them or theirs to see to, from the year before `day` on."""
    first, last = span_from(day)
    own = Entry.objects.visible_to(user).concerning(user).filter(last_day__gte=first)
    audiences = audiences_of(user)
    others = [
        entry
        for entry in source_entries(user, first, last)
        if entry.audience in audiences or answers_for(user, entry.responsible)
    ]
    return in_order(own, others)


def span_from(day: date) -> tuple[date, date]:
    """The days calendars hold: from the start of last year."""
    return date(day.year - 1, 1, 1), date(day.year + YEARS_AHEAD, 12, 31)


def preparations_of(user: Any, day: date) -> Iterator[CalendarEntry]:
    """What `user` has to prepare and nobody has ticked off, each as its own day. Three queries at most."""
    if not standing_of(user).seats:
        return
    mine: dict[int | None, list[Preparation]] = {}
    for preparation in Preparation.objects.select_related("owner_body", "owner_partner"):
        if owns_preparation(user, preparation):
            mine.setdefault(preparation.activity_id, []).append(preparation)
    if not mine:
        return
    entries = Entry.objects.visible_to(user).filter(activity__in=mine, last_day__gte=span_from(day)[0])
    done = set(PreparationDone.objects.filter(entry__in=entries).values_list("entry", "preparation"))
    for entry in entries:
        for preparation in mine[entry.activity_id]:
            if (entry.pk, preparation.pk) not in done:
                yield _preparation(entry, preparation)


def _preparation(entry: Entry, preparation: Preparation) -> CalendarEntry:
    due = due_day(entry, preparation)
    when = long_when(entry.first_day, entry.last_day, entry.precision, entry.starts_at)
    return CalendarEntry(
        # Another lead time is another thing to calendars: the preparation itself keeps no count of changes.
        uid=str(uuid5(entry.uid, f"preparation/{preparation.pk}/{preparation.days_before}")),
        sequence=entry.sequence,
        summary=_("Prepare: %(what)s") % {"what": preparation.text},
        description=_("For “%(title)s”, %(when)s.") % {"title": entry.title, "when": when},
        first_day=due,
        last_day=due,
        status=STATUS[State(entry.state)],
        url=entry_url(entry),
        categories=(_("Preparation"),),
        updated_at=entry.updated_at,
        example=entry.is_example,
    )


def calendar_entries(entries: Iterable[WheelDate]) -> list[CalendarEntry]:
    # Looked up once: a lazy label costs as much as all else there is to an entry.
    kinds = {value: str(label) for value, label in Kind.choices}
    return [_calendar_entry(entry, kinds[entry.kind]) for entry in entries]


def calendar_entry(entry: WheelDate) -> CalendarEntry:
    return calendar_entries([entry])[0]


def _calendar_entry(entry: WheelDate, kind: str) -> CalendarEntry:
    """All-day over its days, or from time to time where a time is set (Oslo)."""
    timed = entry.starts_at is not None and entry.first_day == entry.last_day
    return CalendarEntry(
        uid=str(entry.uid),
        sequence=entry.sequence,
        summary=str(entry.title),
        description=str(entry.summary),
        location=str(entry.place),
        first_day=entry.first_day,
        last_day=entry.last_day,
        starts_at=at(entry.first_day, entry.starts_at) if timed and entry.starts_at else None,
        ends_at=at(entry.first_day, entry.ends_at) if timed and entry.ends_at else None,
        status=STATUS[State(entry.state)],
        url=entry_url(entry),
        categories=(kind,),
        updated_at=entry.updated_at,
        example=entry.is_example,
    )


def entry_url(entry: WheelDate) -> str:
    """The page about the date, here or in the app it comes from, as an address that works in a mail."""
    if not isinstance(entry, SourceEntry):
        return f"{settings.BASE_URL}{_entry_path(get_language(), get_script_prefix())}{entry.pk}/"
    if entry.url:
        return f"{settings.BASE_URL}{entry.url}"
    year = _year_path(entry.first_day.year, get_language(), get_script_prefix())
    return f"{settings.BASE_URL}{year}#d-{entry.html_id}"


@lru_cache(maxsize=20)
def _entry_path(_language: str | None, _script_prefix: str) -> str:
    """Resolved once per language: what stands before the number in the address of a date's page."""
    return reverse("entry", args=[0]).removesuffix("0/")


@lru_cache(maxsize=100)
def _year_path(year: int, _language: str | None, _script_prefix: str) -> str:
    """Resolved once per language, which is active while this runs: a calendar has hundreds of entries."""
    return reverse("wheel_year", args=[year])
