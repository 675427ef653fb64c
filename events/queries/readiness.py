"""What `/readyz` asks about reminders."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.models import Heartbeat

REMINDERS = "reminders"
LATE_AFTER = timedelta(minutes=5)


def reminder_problems() -> list[str]:
    """Reminders are late when nobody has looked for due ones lately; beat asks for it every minute."""
    last = Heartbeat.objects.filter(name=REMINDERS).values_list("at", flat=True).first()
    if last is None:
        return [_("Nobody has looked for due reminders yet. Check that the worker and beat run.")]
    if timezone.now() - last > LATE_AFTER:
        when = timezone.localtime(last).strftime("%Y-%m-%d %H:%M")
        return [_("Nobody has looked for due reminders since %(when)s.") % {"when": when}]
    return []
