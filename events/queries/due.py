"""Which reminders are due.

Of the reminders of one date counted from the same end, only the newest that has fallen due is ever sent: who
gets “in 10 days” has no use for “in 21 days”. It is sent as long as it is of use (`events.rules.reminder`),
also late, when

* it fell due since somebody last looked for due reminders, or within the last two days, whichever reaches
  further back: so a worker that was away catches up, while a new installation, or a year or a plan that is
  added late, brings nobody a pile of what was due before it was known of; or
* its date was set or moved since then: dates take their reminders along.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    DateField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)

from events.models import Entry, EntryChange, ReminderHold
from events.models.change import ChangeKind
from events.queries.sources import SourceEntry, WheelDate, source_reminders
from events.rules.enums import Edge, State
from events.rules.reminder import Planned, mail_kind, reach
from portal.core.clock import OSLO
from portal.core.models import Heartbeat
from portal.partnership.queries.quiet import quiet_between
from portal.partnership.rules.quiet import QuietSpan
from portal.partnership.rules.seats import SeatFilter

logger = logging.getLogger(__name__)

LOOKED = "reminders"
"""The sign of life that says when somebody last looked for due reminders."""
LOOK_BACK = timedelta(days=2)
A_YEAR = timedelta(days=366)
SOURCE_HOUR = time(8)
"""When reminders of other apps' dates leave (Oslo)."""
DATE_CHANGES = [ChangeKind.ADDED, ChangeKind.FIXED, ChangeKind.MOVED, ChangeKind.FOLLOWED]


@dataclass(frozen=True)
class DueReminder:
    """One reminder of one date, with the moment it falls due (UTC) and whose it is.

    `changed_at` is when the date was last set or moved, where that is lately; `held` means held back.
    """

    entry: WheelDate
    planned: Planned
    seats: SeatFilter
    due_at: datetime
    held: bool = False
    changed_at: datetime | None = None

    @property
    def people(self) -> tuple[int, ...]:
        """Keys of those who answer for the date by name."""
        return people_of(self.entry)

    @property
    def object_key(self) -> str:
        return object_key(self.entry)

    @property
    def kind(self) -> str:
        """The kind of mail it is sent as."""
        return mail_kind(self.entry.kind, self.entry.audience)

    @property
    def occurrence(self) -> str:
        return self.planned.occurrence

    @property
    def counted_day(self) -> date:
        return self.planned.counted_day

    @property
    def expires_at(self) -> datetime:
        return self.planned.useful_until(self.due_at)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reminder before its date is read whole: `thing` is the entry's key, or a source's date itself.

    There may be thousands, and most have been written long ago.
    """

    thing: int | SourceEntry
    planned: Planned
    due_at: datetime
    held: bool
    changed_at: datetime | None

    @property
    def key(self) -> tuple[str, str]:
        """What the outbox knows it by: what it is about, and the occurrence."""
        entry = isinstance(self.thing, int)
        about = f"events.entry:{self.thing}" if entry else object_key(self.thing)  # type: ignore[arg-type]
        return about, self.planned.occurrence

    @property
    def side(self) -> tuple[int | str, str]:
        return self.thing if isinstance(self.thing, int) else self.thing.key, self.planned.edge

    @property
    def age(self) -> tuple[datetime, int]:
        """Newer is greater. Where quiet time puts two on one morning, the one nearer to the date is."""
        return self.due_at, -self.planned.days


def object_key(entry: WheelDate) -> str:
    """What mail about a date is about, as the outbox keeps it."""
    return f"events.source:{entry.key}" if isinstance(entry, SourceEntry) else f"events.entry:{entry.pk}"


def looked_since(now: datetime) -> datetime:
    """From when on something that fell due may not have been seen."""
    last = Heartbeat.objects.filter(name=LOOKED).values_list("at", flat=True).first()
    return min(last or now, now - LOOK_BACK)


def due_reminders(now: datetime) -> list[DueReminder]:
    """The reminders to be sent at `now` or lately, oldest first.

    Four queries and one for each source of other apps' dates, whatever the number.
    """
    return whole(due_candidates(now))


def due_candidates(now: datetime) -> list[Candidate]:
    """The same, before their dates are read."""
    since = looked_since(now)
    newest = _newest(_candidates(since, now, changed_since=since), now)
    return [found for found in newest if found.due_at >= since or found.changed_at]


def reminders_of(entry: Entry, now: datetime) -> list[DueReminder]:
    """The reminders of one date that have fallen due at `now` and are of use, however long ago that was."""
    own = _with_reminders().filter(pk=entry.pk, days__isnull=False)
    quiet = quiet_between(entry.first_day - A_YEAR, entry.last_day + A_YEAR)
    return whole(_newest(_of_rows(own, quiet), now))


def planned_reminders(since: datetime, until: datetime) -> list[DueReminder]:
    """All reminders that fall due after `since` and up to `until`, held ones too, in order of time."""
    return whole(found for found in _candidates(since, until) if since < found.due_at <= until)


def _newest(candidates: Iterable[Candidate], now: datetime) -> list[Candidate]:
    """Of each date and each end of it, the newest that has fallen due, if it is of use and not held back."""
    newest: dict[tuple[int | str, str], Candidate] = {}
    for found in candidates:
        if found.due_at <= now and (found.side not in newest or newest[found.side].age < found.age):
            newest[found.side] = found
    return [
        found
        for found in newest.values()
        if not found.held and now < found.planned.useful_until(found.due_at)
    ]


def _candidates(since: datetime, until: datetime, changed_since: datetime | None = None) -> list[Candidate]:
    first, last = since.astimezone(OSLO).date(), until.astimezone(OSLO).date()
    quiet = quiet_between(first - timedelta(days=60), last + timedelta(days=60))
    own = _of_rows(_planned_between(*reach(first, last, quiet), changed_since), quiet)
    return [*own, *_of_sources(last, quiet, changed_since)]


def _of_rows(rows: QuerySet[Any], quiet: Sequence[QuietSpan]) -> Iterator[Candidate]:
    values = rows.values_list(
        "pk", "held", "changed", "first_day", "last_day", "starts_at", "ends_at", "days", "edge", "hour"
    )
    for pk, held, changed, *dates_and_plan in values.iterator(chunk_size=2000):
        planned = Planned(*dates_and_plan)
        yield Candidate(pk, planned, planned.due_at(quiet), planned.occurrence in held, changed)


def _planned_between(first: date, last: date, changed_since: datetime | None) -> QuerySet[Any]:
    """Entries joined with their reminders: those planned from `first` to `last`, and all of changed dates."""
    counted = Case(When(edge=Edge.START, then=F("first_day")), default=F("last_day"))
    nominal = ExpressionWrapper(counted - F("days"), output_field=DateField())
    near = Q(nominal__range=(first, last)) | Q(changed__isnull=False)
    rows: QuerySet[Any] = _with_reminders(changed_since).annotate(nominal=nominal)
    return rows.filter(near, days__isnull=False)


def _with_reminders(changed_since: datetime | None = None) -> QuerySet[Any]:
    """Entries once for each of their reminders; what is called off has none, what was held its follow-ups."""
    changes = EntryChange.objects.filter(entry=OuterRef("pk"), kind__in=DATE_CHANGES)
    lately = changes.filter(at__gte=changed_since) if changed_since else changes.none()
    changed = Subquery(lately.order_by("-at").values("at")[:1])
    return (
        Entry.objects.exclude(state=State.CANCELLED)
        .annotate(
            days=F("activity__reminders__days"),
            edge=F("activity__reminders__edge"),
            hour=F("activity__reminders__hour"),
            changed=changed,
            held=ArraySubquery(ReminderHold.objects.filter(entry=OuterRef("pk")).values("occurrence")),
        )
        .exclude(state=State.HELD, days__gte=0)
    )


def _of_sources(day: date, quiet: Sequence[QuietSpan], changed_since: datetime | None) -> Iterator[Candidate]:
    """A source that fails stops nobody else's reminders."""
    try:
        reminders = source_reminders(day)
    except Exception:
        logger.exception("A wheel source failed; its dates are reminded of when it answers again.")
        return
    for reminder in reminders:
        entry = reminder.entry
        changed = changed_since is not None and entry.updated_at >= changed_since
        for days in reminder.days:
            planned = Planned(
                entry.first_day, entry.last_day, entry.starts_at, entry.ends_at, days, Edge.START, SOURCE_HOUR
            )
            due = planned.due_at(quiet)
            yield Candidate(entry, planned, due, False, entry.updated_at if changed else None)


def whole(candidates: Iterable[Candidate]) -> list[DueReminder]:
    """The reminders with their dates, in order of time."""
    chosen = sorted(candidates, key=lambda found: found.due_at)
    keys = {found.thing for found in chosen if isinstance(found.thing, int)}
    entries = entries_with_seats(keys)
    whole = []
    for found in chosen:
        entry = entries.get(found.thing) if isinstance(found.thing, int) else found.thing
        if entry is not None:
            seats = seats_of(entry)
            whole.append(DueReminder(entry, found.planned, seats, found.due_at, found.held, found.changed_at))
    return whole


def entries_with_seats(keys: Iterable[int]) -> dict[int, Entry]:
    """Entries by key, with what `seats_of` asks."""
    entries = Entry.objects.select_related("activity__responsible_body", "activity__responsible_partner")
    return entries.in_bulk(list(keys))


def seats_of(entry: WheelDate) -> SeatFilter:
    """The seats whose holders are responsible for a date."""
    if isinstance(entry, SourceEntry):
        return entry.responsible
    return entry.activity.responsible if entry.activity else SeatFilter()


def people_of(entry: WheelDate) -> tuple[int, ...]:
    """Those who answer for a date by name: only other apps' dates have such."""
    return entry.people if isinstance(entry, SourceEntry) else ()
