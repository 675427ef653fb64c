"""Who must hear of a change to a date: those who were told of the old one, and those responsible for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from events.models import Entry
from events.queries.consequences import Change
from events.queries.due import object_key
from events.queries.recipients import responsible_on
from events.rules.reminder import KINDS as REMINDER_KINDS
from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxState
from portal.partnership.models import User

MOVED, CANCELLED = "wheel.moved", "wheel.cancelled"
REACHED = (OutboxState.SENT, OutboxState.UNCERTAIN, OutboxState.SENDING, OutboxState.GATHERED)


def people_to_tell(changes: Sequence[Change], day: date) -> list[User]:
    """Everyone once: told of one of the dates by mail, or responsible for one on `day` (Oslo).

    Nobody, when all of it lies behind us: a date put right afterwards is news to no one.
    """
    entries = [change.entry for change in changes]
    if all(max(change.entry.last_day, change.when.span.last) < day for change in changes):
        return []
    responsible = responsible_on(day)
    people = {person.pk: person for person in _reached(entries)}
    for entry in entries:
        if entry.activity:
            for recipient in responsible.for_seats(entry.activity.responsible):
                people.setdefault(recipient.user.pk, recipient.user)
    return sorted(people.values(), key=lambda person: person.pk)


def _reached(entries: Iterable[Entry]) -> Iterable[User]:
    """Those whom a mail about one of the entries has reached, as far as anyone knows."""
    rows = OutboxMessage.objects.filter(
        kind__in=[*REMINDER_KINDS, MOVED, CANCELLED],
        object_key__in=[object_key(entry) for entry in entries],
        state__in=REACHED,
    )
    return User.objects.filter(pk__in=rows.values("recipient"), is_active=True)
