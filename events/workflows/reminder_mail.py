"""The words of a reminder, in its reader's language."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone, translation

from events.queries.calendar import calendar_entry, entry_url
from events.queries.due import DueReminder
from events.queries.recipients import Recipient
from events.queries.unqueued import Errand
from events.rules.enums import Edge, State
from events.rules.reminder import is_late
from events.words import long_when, short_when
from portal.core.calendar import calendar_text
from portal.core.clock import OSLO
from portal.core.mail import render
from portal.core.workflows.outbox import Message
from portal.partnership.models import User
from portal.partnership.queries.partnership import the_partnership
from portal.partnership.rules.rhythm import may_wait
from portal.partnership.workflows.mail import one_click_headers, unsubscribe_url


class Letters:
    """Writes reminders as they read at `now`. What several have in common is made once."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.day = now.astimezone(OSLO).date()
        self.partnership = the_partnership()
        self._calendars: dict[tuple[str, str], str] = {}
        self._ways_out: dict[tuple[int, str], str] = {}

    def message(self, errand: Errand) -> Message:
        """The mail of one errand. It leaves when it falls due, or is gathered where its reader wishes so."""
        reminder, person = errand.reminder, errand.recipient.user
        late = is_late(reminder.due_at, self.now)
        needed_on = None if reminder.planned.follows_up else reminder.counted_day
        without_url = self._way_out(person, reminder.kind)
        with translation.override(person.language):
            context = self._context(reminder, errand.recipient, late=late) | {"without_url": without_url}
            subject, text, html = render("reminder", context, person.language)
            calendar = self._calendar(reminder, person)
        return Message(
            kind=reminder.kind,
            object_key=reminder.object_key,
            occurrence=reminder.occurrence,
            recipient=person,
            address=person.email,
            language=person.language,
            subject=subject,
            text=text,
            html=html,
            calendar=calendar,
            headers=one_click_headers(without_url),
            # By hand, reminders of days to come can be sent now (`send_reminders --at`).
            send_after=min(reminder.due_at, timezone.now()),
            expires_at=reminder.expires_at,
            gathered=not late and may_wait(person.mail_rhythm, self.now, needed_on),
        )

    def _way_out(self, person: User, kind: str) -> str:
        key = person.pk, kind
        if key not in self._ways_out:
            self._ways_out[key] = unsubscribe_url(person, kind)
        return self._ways_out[key]

    def _calendar(self, reminder: DueReminder, person: User) -> str:
        key = reminder.object_key, person.language
        if key not in self._calendars:
            entry = reminder.entry
            url = entry_url(entry)
            self._calendars[key] = calendar_text(
                [calendar_entry(entry)], name=str(entry.title), url=url
            ).decode()
        return self._calendars[key]

    def _context(self, reminder: DueReminder, recipient: Recipient, *, late: bool) -> dict[str, Any]:
        entry = reminder.entry
        due = reminder.due_at.astimezone(OSLO).date()
        return {
            "person": recipient.user,
            "steps_in": recipient.steps_in,
            "instead_of": recipient.instead_of,
            "named": recipient.named,
            "late_since": short_when(due, due, "date") if late else "",
            "title": entry.title,
            "summary": entry.summary,
            "when": long_when(entry.first_day, entry.last_day, entry.precision, entry.starts_at),
            "place": entry.place,
            "tentative": entry.state == State.TENTATIVE,
            "ends": reminder.planned.edge == Edge.END and entry.first_day != entry.last_day,
            "days_left": (reminder.counted_day - self.day).days,
            "is_example": entry.is_example,
            "url": entry_url(entry),
            "partnership": self.partnership,
        }
