"""The last look at reminders, right before they leave: what no longer holds good is not sent."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from events.queries.due import DueReminder, entries_with_seats, people_of, seats_of
from events.queries.recipients import Recipient, Responsible, responsible_on
from events.queries.sources import WheelDate, source_reminders
from events.queries.unqueued import Errand
from events.rules.enums import State
from events.rules.reminder import REMINDER, Planned, is_late
from events.workflows.reminder import write
from portal.core.clock import OSLO
from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxError
from portal.core.workflows.outbox import enqueue_many
from portal.partnership.queries.mail import opted_out

ABOUT = re.compile(r"events\.(entry|source):(.+)")
OCCURRENCE = re.compile(r"(\d{4}-\d{2}-\d{2})/(start|end)([+-]\d+)")

WORDS = ["subject", "text", "html", "calendar"]


def look_again(rows: Sequence[OutboxMessage]) -> Mapping[int, str]:
    """Why some reminders are not to be sent after all, by key: an `OutboxError`.

    Where somebody else has come into the recipient's place, the reminder is written to them instead. A mail
    that has waited so long that its words are no longer true is written anew, in the row and the database.
    """
    look = _Look.at(timezone.now(), rows)
    reasons = {row.pk: reason for row in rows if (reason := look.reason_against(row))}
    passed_on = [row for row in rows if reasons.get(row.pk) == OutboxError.NO_LONGER_THEIRS]
    enqueue_many(write([errand for row in passed_on for errand in look.successors(row)], look.now))
    _write_anew([row for row in rows if row.pk not in reasons and look.is_outdated(row)], look)
    return reasons


@dataclass(frozen=True)
class _Look:
    """Everything the rows are held against, read once for all of them."""

    now: datetime
    day: date
    entries: Mapping[str, WheelDate]
    responsible: Responsible
    without: set[int]

    @classmethod
    def at(cls, now: datetime, rows: Sequence[OutboxMessage]) -> _Look:
        day = now.astimezone(OSLO).date()
        entries = _entries(rows, day)
        named = {key for entry in entries.values() for key in people_of(entry)}
        return cls(now, day, entries, responsible_on(day, named), opted_out(REMINDER))

    def reason_against(self, row: OutboxMessage) -> str:
        entry, reminder = self.entries.get(row.object_key), self.reminder(row)
        if entry is None or entry.state == State.CANCELLED:
            return OutboxError.CANCELLED
        if reminder is None:
            return OutboxError.MOVED
        over = entry.state == State.HELD and not reminder.planned.follows_up
        if over or self.now >= reminder.expires_at:
            return OutboxError.TOO_LATE
        if self.recipient(row, reminder) is None:
            return OutboxError.NO_LONGER_THEIRS
        if row.kind == REMINDER and row.recipient_id in self.without:
            return OutboxError.NOT_WANTED
        return ""

    def reminder(self, row: OutboxMessage) -> DueReminder | None:
        """The reminder a row was written for, as its date stands now; none when the date has moved away."""
        entry, parts = self.entries.get(row.object_key), OCCURRENCE.fullmatch(row.occurrence)
        if entry is None or parts is None:
            return None
        due, (_day, edge, days) = row.due_at.astimezone(OSLO), parts.groups()
        planned = Planned(
            entry.first_day,
            entry.last_day,
            entry.starts_at,
            entry.ends_at,
            int(days),
            edge,
            time(due.hour, due.minute),
        )
        if planned.occurrence != row.occurrence:
            return None
        return DueReminder(entry, planned, seats_of(entry), row.due_at)

    def recipient(self, row: OutboxMessage, reminder: DueReminder) -> Recipient | None:
        found = self.responsible.for_date(reminder.seats, reminder.people)
        return next((recipient for recipient in found if recipient.user.pk == row.recipient_id), None)

    def errand(self, row: OutboxMessage) -> Errand:
        """What a row that holds good was written for."""
        reminder = self.reminder(row)
        assert reminder is not None
        recipient = self.recipient(row, reminder)
        assert recipient is not None
        return Errand(reminder, recipient)

    def successors(self, row: OutboxMessage) -> list[Errand]:
        """The row's reminder for everyone responsible now; who has it already gets no second one."""
        reminder = self.reminder(row)
        if reminder is None:
            return []
        return [
            Errand(reminder, recipient)
            for recipient in self.responsible.for_date(reminder.seats, reminder.people)
            if not (reminder.kind == REMINDER and recipient.user.pk in self.without)
        ]

    def is_outdated(self, row: OutboxMessage) -> bool:
        """Whether it was written on another day, before it was late, or before its date was changed."""
        another_day = row.created_at.astimezone(OSLO).date() != self.day
        late_since = is_late(row.due_at, row.created_at) != is_late(row.due_at, self.now)
        return another_day or late_since or self.entries[row.object_key].updated_at > row.created_at


def _write_anew(rows: Sequence[OutboxMessage], look: _Look) -> None:
    messages = write([look.errand(row) for row in rows], look.now)
    for row, message in zip(rows, messages, strict=True):
        for name in WORDS:
            setattr(row, name, getattr(message, name))
    OutboxMessage.objects.bulk_update(rows, WORDS)


def _entries(rows: Sequence[OutboxMessage], day: date) -> dict[str, WheelDate]:
    """The dates the rows are about, by the outbox's key."""
    about = {row.object_key: ABOUT.fullmatch(row.object_key) for row in rows}
    keys = {int(match[2]): key for key, match in about.items() if match and match[1] == "entry"}
    found: dict[str, WheelDate] = {keys[pk]: entry for pk, entry in entries_with_seats(keys).items()}
    if any(match and match[1] == "source" for match in about.values()):
        for reminder in source_reminders(day):
            found[f"events.source:{reminder.entry.key}"] = reminder.entry
    return found
