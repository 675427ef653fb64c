"""Changes to the dates of the wheel: each goes by the transition table, in one transaction, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from events.models import Entry, EntryChange
from events.models.change import ChangeKind
from events.models.entry import EntryQuerySet
from events.queries.consequences import Change, changes_from, counted_from
from events.queries.due import object_key
from events.queries.told import people_to_tell
from events.rules.entry import runs_the_wheel
from events.rules.enums import State
from events.rules.new_date import NewDate
from events.rules.reminder import KINDS as REMINDER_KINDS
from events.rules.transition import Action, Transition, transition
from events.workflows.entry_notice import tell
from events.workflows.follower_notice import tell_followers
from portal.core.clock import today
from portal.core.models.outbox import OutboxError
from portal.core.text import Text
from portal.core.workflows.outbox import drop_waiting
from portal.partnership.models import User

RESPONSIBLE = ("activity__responsible_body", "activity__responsible_partner")


class StaleEntryError(Exception):
    """Somebody changed the date since it was looked at. Nothing has been written."""


class NotPossibleError(Exception):
    """The table has no such step from where the date stands today. Nothing has been written."""


@dataclass(frozen=True)
class Done:
    """What a change did: how many other dates followed, and how many people get a mail about it."""

    followed: int
    told: int


def fix_date(entry: Entry, *, when: NewDate, seen: int, by: User) -> Done:
    """Say that a tentative date stands. `seen` is the `sequence` that `by` had before them.

    Writes the history, moves what is counted from it, drops reminders of the old days and queues the mail.
    Raises StaleEntryError, NotPossibleError, and PermissionDenied for who may not run the date.
    """
    return _change(entry, Action.FIX, when, kind=ChangeKind.FIXED, reason="", seen=seen, by=by)


def move(entry: Entry, *, when: NewDate, reason: str, seen: int, by: User) -> Done:
    """Give it other days, hours or another place, also after it was cancelled. Else as `fix_date`."""
    return _change(entry, Action.MOVE, when, kind=ChangeKind.MOVED, reason=reason, seen=seen, by=by)


def cancel(entry: Entry, *, reason: str, seen: int, by: User) -> Done:
    """Call it off, and with it what is counted from it. Else as `fix_date`."""
    when = NewDate.of(entry)
    return _change(entry, Action.CANCEL, when, kind=ChangeKind.CANCELLED, reason=reason, seen=seen, by=by)


def mark_held(entry: Entry, *, seen: int, by: User) -> Done:
    """Say that it took place. Nothing moves and nobody is told. Raises as `fix_date`."""
    when = NewDate.of(entry)
    return _change(entry, Action.MARK_HELD, when, kind=ChangeKind.HELD, reason=entry.reason, seen=seen, by=by)


def add_date(
    *,
    uid: UUID,
    title: Text,
    summary: Text,
    kind: str,
    audience: str,
    shown_to: str,
    year: int,
    when: NewDate,
    by: User,
) -> Entry:
    """Put a date on the wheel of `year` that comes from no activity. The same `uid` again adds nothing.

    Raises PermissionDenied for who does not run the wheel.
    """
    if not runs_the_wheel(by):
        raise PermissionDenied
    state = State.CONFIRMED if when.exact else State.TENTATIVE
    with transaction.atomic():
        entry, is_new = Entry.objects.get_or_create(
            uid=uid,
            defaults={
                "title": title,
                "summary": summary,
                "kind": kind,
                "audience": audience,
                "shown_to": shown_to,
                "year": year,
                "state": state,
                "set_by_hand": True,
                **when.as_values(),
            },
        )
        if is_new:
            EntryChange.objects.create(
                entry=entry, kind=ChangeKind.ADDED, by=by, after=when.as_texts() | {"state": state}
            )
    return entry


def _change(
    entry: Entry, action: Action, when: NewDate, *, kind: ChangeKind, reason: str, seen: int, by: User
) -> Done:
    row = _row(entry, action, when, seen=seen, by=by)
    with transaction.atomic():
        counted = counted_from(entry)
        locked = _lock([entry, *counted])
        first = Change(locked[entry.pk], when, row.target)
        changes = changes_from(first, [locked[one.pk] for one in counted])
        by_hand = first.entry.set_by_hand or action != Action.MARK_HELD
        if not _write(first, as_seen(entry, seen), reason=reason, by_hand=by_hand):
            raise StaleEntryError
        _note(first, kind, reason=reason, by=by)
        for change in changes[1:]:
            _write(change, Entry.objects.filter(pk=change.entry.pk), reason=reason, by_hand=False)
            _note(change, ChangeKind.FOLLOWED, reason=reason, by=by)
        told = 0 if action == Action.MARK_HELD else _drop_and_tell(changes, action, reason=reason)
    return Done(followed=len(changes) - 1, told=told)


def _row(entry: Entry, action: Action, when: NewDate, *, seen: int, by: User) -> Transition:
    row = transition(action, entry.state, exact=when.exact)
    if row is None or not row.guard(entry, today()):
        raise NotPossibleError if entry.sequence == seen else StaleEntryError
    if not row.who(by, entry):
        raise PermissionDenied
    return row


def as_seen(entry: Entry, seen: int) -> EntryQuerySet:
    """The row, if it still is what its changer had before them: the condition of the update."""
    return Entry.objects.filter(pk=entry.pk, sequence=seen, state=entry.state)


def _lock(entries: Sequence[Entry]) -> dict[int, Entry]:
    """The rows as they are now, held until the end of the transaction.

    A chain is locked whole and in one order, so that two people at its two ends wait and don't deadlock.
    """
    rows = Entry.objects.select_for_update(of=("self",)).filter(pk__in=[entry.pk for entry in entries])
    return {entry.pk: entry for entry in rows.select_related(*RESPONSIBLE).order_by("pk")}


def _write(change: Change, rows: EntryQuerySet, *, reason: str, by_hand: bool) -> bool:
    """Give the rows (one, or none) their new place, and the next number that calendars go by."""
    written = rows.update(
        **change.when.as_values(),
        state=change.state,
        reason=reason,
        set_by_hand=by_hand,
        sequence=F("sequence") + 1,
        updated_at=timezone.now(),
    )
    return written == 1


def _note(change: Change, kind: ChangeKind, *, reason: str, by: User) -> None:
    EntryChange.objects.create(
        entry=change.entry,
        kind=kind,
        by=by,
        reason=reason,
        before=change.before.as_texts() | {"state": change.entry.state},
        after=change.when.as_texts() | {"state": change.state},
    )


def _drop_and_tell(changes: Sequence[Change], action: Action, *, reason: str) -> int:
    """Stop the reminders of days that are no more, and tell who relied on them. Gives the number of mails."""
    for change in changes:
        cancelled = change.state == State.CANCELLED
        # Where the days stay, so do the reminders: their key is the day, and a key is queued once.
        if cancelled or change.before.span != change.when.span:
            why = OutboxError.CANCELLED if cancelled else OutboxError.MOVED
            for kind in REMINDER_KINDS:
                drop_waiting(kind=kind, object_key=object_key(change.entry), reason=why)
    people = people_to_tell(changes, today())
    told = tell(people, changes, action=action, reason=reason)
    return told + tell_followers(changes, action=action, reason=reason, besides=people)
