"""What `/readyz` asks about reminders."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.queries.due import LOOKED, DueReminder
from events.queries.unqueued import unqueued_at
from portal.core.models import Heartbeat

SILENT_AFTER = timedelta(minutes=5)
LATE_AFTER = timedelta(minutes=15)


def reminder_problems() -> list[str]:
    """Reminders are late when nobody has looked for due ones lately (beat asks for it every minute), or when
    they are looked for and still not written to the outbox."""
    now = timezone.now()
    last = Heartbeat.objects.filter(name=LOOKED).values_list("at", flat=True).first()
    if last is None:
        return [_("Nobody has looked for due reminders yet. Check that the worker and beat run.")]
    if now - last > SILENT_AFTER:
        when = timezone.localtime(last).strftime("%Y-%m-%d %H:%M")
        return [_("Nobody has looked for due reminders since %(when)s.") % {"when": when}]
    return _overlooked(now)


def _overlooked(now: datetime) -> list[str]:
    errands = unqueued_at(now).errands
    count = sum(now - _awaited(errand.reminder) > LATE_AFTER for errand in errands)
    if not count:
        return []
    return [
        ngettext(
            "%(count)s reminder should have been put in the outbox more than fifteen minutes ago.",
            "%(count)s reminders should have been put in the outbox more than fifteen minutes ago.",
            count,
        )
        % {"count": count}
    ]


def _awaited(reminder: DueReminder) -> datetime:
    """Since when it could have been written: a date that moved brings reminders that are late already."""
    return max(reminder.due_at, reminder.changed_at or reminder.due_at, reminder.entry.updated_at)
