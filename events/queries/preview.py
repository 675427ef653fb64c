"""What somebody sees before saying yes to a change: everything that moves along, and who is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from events.models import Entry, Preparation
from events.queries.consequences import Change, changes_from, counted_from, set_by_hand
from events.queries.told import followers_to_tell, people_to_tell
from events.rules.enums import State
from events.rules.new_date import NewDate
from events.rules.reminder import Planned
from portal.core.clock import OSLO
from portal.partnership.models import User
from portal.partnership.queries.quiet import quiet_time
from portal.partnership.rules.quiet import QuietSpan

MOST_BESIDE = 5


class Sending(StrEnum):
    """What becomes of a reminder: it comes at its time, at once since its time has passed, or not at all."""

    COMING = "coming"
    AT_ONCE = "at_once"
    TOO_LATE = "too_late"


@dataclass(frozen=True)
class ReminderLine:
    """One reminder of one entry; `due_at` is the moment it falls due (UTC)."""

    entry: Entry
    due_at: datetime
    sending: Sending


@dataclass(frozen=True)
class PreparationLine:
    """One thing to prepare, and by which day, before the change and after it."""

    preparation: Preparation
    before: date
    after: date


class Caution(StrEnum):
    """What is allowed, and worth a second thought."""

    PASSED = "passed"
    QUIET = "quiet"
    WEEKEND = "weekend"


@dataclass(frozen=True)
class Consequences:
    """`first` is the change itself, `following` those that it brings along.

    `followers` is the number of people told besides: what somebody follows is nobody else's business.
    """

    first: Change
    following: list[Change]
    staying: list[Entry]
    reminders: list[ReminderLine]
    preparations: list[PreparationLine]
    told: list[User]
    followers: int
    warnings: list[Caution]
    leaves_chain: bool

    @property
    def changes(self) -> list[Change]:
        return [self.first, *self.following]


def consequences_of(entry: Entry, when: NewDate, state: State, now: datetime) -> Consequences:
    """What `when` and `state` would bring. Reads only; the change itself computes the same anew."""
    first, counted = Change(entry, when, state), counted_from(entry)
    changes, day = changes_from(first, counted), now.astimezone(OSLO).date()
    told = people_to_tell(changes, day)
    return Consequences(
        first=first,
        following=changes[1:],
        staying=set_by_hand(changes, counted),
        reminders=reminder_lines(changes, now),
        preparations=_preparations(first),
        told=told,
        followers=len(followers_to_tell(changes, day, besides=told)),
        warnings=list(_warnings(first, now)),
        leaves_chain=_is_counted(entry) and not entry.set_by_hand and first.before.span != when.span,
    )


def beside(user: Any, first: Change) -> list[Entry]:
    """What else is on those days that `user` may see; asked only of a date that names days."""
    span = first.when.span
    if not first.when.exact or first.state not in (State.TENTATIVE, State.CONFIRMED):
        return []
    others = Entry.objects.visible_to(user).exclude(pk=first.entry.pk).exclude(state=State.CANCELLED)
    return list(
        others.filter(precision="date", first_day__lte=span.last, last_day__gte=span.first)[:MOST_BESIDE]
    )


def reminder_lines(changes: Sequence[Change], now: datetime) -> list[ReminderLine]:
    """The reminders of the entries as they will stand, in order of time; none of what is off or held."""
    quiet = quiet_time(changes[0].entry.year)
    found = [line for change in changes for line in _lines(change, quiet, now)]
    return sorted(found, key=lambda line: (line.due_at, line.entry.pk))


def _lines(change: Change, quiet: Sequence[QuietSpan], now: datetime) -> Iterator[ReminderLine]:
    """Of those that have fallen due already, only the newest of each end is sent, as long as it is of use.

    Twin of `events.queries.due`. Where the days stay, what has fallen due has been sent.
    """
    activity, when = change.entry.activity, change.when
    if activity is None or change.state in (State.CANCELLED, State.HELD):
        return
    past: dict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    for plan in activity.reminders.all():
        span, hours = when.span, (when.starts_at, when.ends_at)
        planned = Planned(span.first, span.last, *hours, plan.days, plan.edge, plan.hour)
        due = planned.due_at(quiet)
        if due > now:
            yield ReminderLine(change.entry, due, Sending.COMING)
        elif change.before.span != span:
            past[plan.edge].append((due, planned.useful_until(due)))
    for fallen in past.values():
        for due, useful_until in fallen:
            is_sent = now < useful_until and due == max(fallen)[0]
            yield ReminderLine(change.entry, due, Sending.AT_ONCE if is_sent else Sending.TOO_LATE)


def _preparations(first: Change) -> list[PreparationLine]:
    """What is not ticked off yet, counted back from the first day."""
    if first.entry.activity_id is None or first.state in (State.CANCELLED, State.HELD):
        return []
    rows = Preparation.objects.filter(activity=first.entry.activity_id).exclude(done__entry=first.entry)
    return [
        PreparationLine(
            row,
            first.entry.first_day - timedelta(days=row.days_before),
            first.when.span.first - timedelta(days=row.days_before),
        )
        for row in rows
    ]


def _warnings(first: Change, now: datetime) -> list[Caution]:
    span, found = first.when.span, []
    if first.state not in (State.TENTATIVE, State.CONFIRMED):
        return []
    if span.last < now.astimezone(OSLO).date():
        found.append(Caution.PASSED)
    if any(span.touches(quiet.first, quiet.last) for quiet in quiet_time(span.first.year)):
        found.append(Caution.QUIET)
    if first.when.exact and span.first == span.last and span.first.weekday() >= 5:
        found.append(Caution.WEEKEND)
    return found


def _is_counted(entry: Entry) -> bool:
    return entry.activity is not None and entry.activity.when.anchor is not None
