"""One date of the wheel, as its page tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404

from events.entry_words import change_in_words
from events.models import Entry, EntryChange
from events.queries.consequences import Change
from events.queries.preview import ReminderLine, Sending, reminder_lines
from events.rules.enums import State
from events.rules.new_date import NewDate
from portal.partnership.rules.standing import is_signed_in

PLACES = ("activity__responsible_body", "activity__responsible_partner")


@dataclass(frozen=True)
class HistoryLine:
    """What happened to a date, when, and by whom; `by` is empty where the reader is not to know."""

    at: datetime
    what: str
    reason: str
    by: str


def visible_entry(user: Any, pk: int) -> Entry:
    """The entry. Raises Http404 for one that `user` may not see, or that is not there.

    It comes with its activity for those who may have something to do with it; visitors have not.
    """
    places = PLACES if is_signed_in(user) else ()
    entries = Entry.objects.visible_to(user).select_related("thread", *places)
    return get_object_or_404(entries.defer("thread__search", "thread__heading", "thread__marks"), pk=pk)


def last_years(user: Any, entry: Entry) -> Entry | None:
    """The same activity's date one year before, where the reader may see it."""
    if entry.activity_id is None:
        return None
    return (
        Entry.objects.visible_to(user)
        .filter(activity=entry.activity_id, year=entry.year - 1, number=entry.number)
        .first()
    )


def coming_reminders(entry: Entry, now: datetime) -> list[ReminderLine]:
    """The reminders that are still to come for it."""
    standing = Change(entry, NewDate.of(entry), State(entry.state))
    return [line for line in reminder_lines([standing], now) if line.sending == Sending.COMING]


def history(entry: Entry, *, with_names: bool) -> list[HistoryLine]:
    """The newest first. One query."""
    changes = EntryChange.objects.filter(entry=entry)
    return [
        HistoryLine(
            at=change.at,
            what=change_in_words(change),
            reason=change.reason,
            by=str(change.by) if with_names and change.by else "",
        )
        for change in (changes.select_related("by") if with_names else changes)
    ]


def last_change(entry: Entry) -> EntryChange | None:
    return EntryChange.objects.filter(entry=entry).select_related("by").first()
