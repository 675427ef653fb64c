"""Who of those responsible has not been written to yet about what is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from events.queries.due import DueReminder, due_candidates, whole
from events.queries.recipients import Recipient, responsible_on
from events.rules.reminder import KINDS, REMINDER
from portal.core.clock import OSLO
from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxError, OutboxState
from portal.partnership.queries.mail import opted_out

CALLED_OFF = (OutboxError.MOVED, OutboxError.CANCELLED)


@dataclass(frozen=True)
class Errand:
    """One reminder to one person."""

    reminder: DueReminder
    recipient: Recipient


@dataclass(frozen=True)
class Unqueued:
    """What is to be written, and rows (by key) that were called off before they left and hold good again:
    the date moved and moved back, or only its hour changed."""

    errands: list[Errand]
    good_again: list[int]


def unqueued_at(now: datetime) -> Unqueued:
    """What is due at `now` and to be written to those responsible that day (Oslo).

    Nine queries at most, and one for each source of other apps' dates.

    A reminder that has been written to anyone is given out: whoever takes over a seat later gets what is
    still to come. Who was sent the same plan's reminder before the date moved nearer has had it: another mail
    tells that it moved.
    """
    candidates = due_candidates(now)
    known = _known({candidate.key[0] for candidate in candidates})
    fresh = [candidate for candidate in candidates if candidate.key not in known.of_occurrence]
    errands = _errands(whole(fresh), known, now)
    rows = (row for candidate in candidates for row in known.of_occurrence.get(candidate.key, []))
    return Unqueued(errands, [pk for pk, called_off in rows if called_off])


def errands_of(reminders: Sequence[DueReminder], now: datetime) -> list[Errand]:
    """Those of the reminders that nobody has been written to about, for everyone responsible."""
    known = _known({reminder.object_key for reminder in reminders})
    fresh = [
        reminder
        for reminder in reminders
        if (reminder.object_key, reminder.occurrence) not in known.of_occurrence
    ]
    return _errands(fresh, known, now)


def _errands(reminders: Sequence[DueReminder], known: _Known, now: datetime) -> list[Errand]:
    if not reminders:
        return []
    named = {key for reminder in reminders for key in reminder.people}
    responsible = responsible_on(now.astimezone(OSLO).date(), named)
    without = opted_out(REMINDER)
    return [
        Errand(reminder, recipient)
        for reminder in reminders
        for recipient in responsible.for_date(reminder.seats, reminder.people)
        if not (reminder.kind == REMINDER and recipient.user.pk in without)
        and not (_came_too_near(reminder) and known.has_had(reminder, recipient))
    ]


@dataclass
class _Known:
    """What the outbox holds about some dates."""

    of_occurrence: dict[tuple[str, str], list[tuple[int, bool]]]
    of_plan: set[tuple[str, str, int | None]]

    def has_had(self, reminder: DueReminder, recipient: Recipient) -> bool:
        return (reminder.object_key, reminder.planned.plan, recipient.user.pk) in self.of_plan


def _known(about_what: Collection[str]) -> _Known:
    rows = OutboxMessage.objects.filter(kind__in=KINDS, object_key__in=about_what).values_list(
        "pk", "object_key", "occurrence", "recipient_id", "state", "last_error"
    )
    of_occurrence: dict[tuple[str, str], list[tuple[int, bool]]] = defaultdict(list)
    of_plan: set[tuple[str, str, int | None]] = set()
    for pk, about, occurrence, recipient_id, state, error in rows:
        dropped = state == OutboxState.DROPPED
        of_occurrence[about, occurrence].append((pk, dropped and error in CALLED_OFF))
        if not dropped:
            of_plan.add((about, occurrence.partition("/")[2], recipient_id))
    return _Known(dict(of_occurrence), of_plan)


def _came_too_near(reminder: DueReminder) -> bool:
    """Whether it is late because the date moved."""
    return reminder.changed_at is not None and reminder.due_at <= reminder.changed_at
