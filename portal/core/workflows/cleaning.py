"""How long core keeps what it has: mail that has left, the demo's mailbox, sessions, counters."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Q
from django.db.models.functions import Greatest

from portal.core.models import DemoMail, OutboxMessage
from portal.core.models.outbox import OutboxQuerySet, OutboxState
from portal.core.retention import kept_since

WORDLESS: dict[str, Any] = {"subject": "", "text": "", "html": "", "calendar": "", "headers": {}}
EMPTY = {"address": ""} | WORDLESS
"""What a mail loses. Its key stays, so that nothing is sent twice, and so does how it went."""

MAIL_DAYS = 90
DEMO_DAYS = 30

GONE = Q(state__in=[OutboxState.SENT, OutboxState.FAILED, OutboxState.UNCERTAIN, OutboxState.DROPPED]) | Q(
    state=OutboxState.GATHERED, digest__isnull=False
)
"""Mail that does not leave any more by itself; what is gathered has left with its digest."""


def empty_old_mail(now: datetime) -> int:
    """Empty what left, failed or was dropped more than 90 days ago; what waits or is held stays whole."""
    ended = Greatest("created_at", "due_at", "handed_over_at", "sent_at")
    old = OutboxMessage.objects.exclude(**EMPTY).annotate(ended=ended).filter(GONE)
    return _emptied(old.filter(ended__lt=kept_since(now, days=MAIL_DAYS)), EMPTY)


def empty_secret_mail(_now: datetime) -> int:
    """Empty what carried a code or a link that lets in and was dropped or failed; what leaves is emptied at
    once.
    """
    return _emptied(OutboxMessage.objects.exclude(**WORDLESS).filter(GONE, secret=True), WORDLESS)


def delete_old_demo_mail(now: datetime) -> int:
    """Delete what has lain in the demo's mailbox for 30 days."""
    old = DemoMail.objects.filter(created_at__lt=kept_since(now, days=DEMO_DAYS))
    return old.delete()[0]


def delete_ended_sessions(now: datetime) -> int:
    """Delete sessions that have run out, with where they were held from."""
    sessions, _models = Session.objects.filter(expire_date__lt=now).delete()
    live = Session.objects.values("session_key")
    places, _models = UserSession.objects.exclude(session_key__in=live).delete()
    return int(sessions + places)


def delete_old_counters(now: datetime) -> int:
    """Delete what the cache in the database has outlived: counters of attempts, by network address."""
    table = str(settings.CACHES["default"]["LOCATION"])
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)} WHERE expires < %s", [now])  # noqa: S608
        deleted: int = cursor.rowcount
    return deleted


def _emptied(rows: OutboxQuerySet, values: dict[str, Any]) -> int:
    touched: int = OutboxMessage.objects.filter(pk__in=rows.values("pk")).update(**values)
    return touched
