"""What waits in the outbox, and for how long."""

from __future__ import annotations

from datetime import datetime, timedelta

from portal.core.models.outbox import OutboxMessage

LATE_AFTER = timedelta(minutes=10)


def count_unattended(now: datetime) -> int:
    """Mails that could have left ten minutes ago and that nobody has taken.

    Mail that is pausing after a failed attempt does not count: somebody is at it.
    """
    return OutboxMessage.objects.due(now - LATE_AFTER).count()
