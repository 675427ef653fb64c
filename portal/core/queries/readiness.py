"""What `/readyz` asks about core: each answers with sentences about what is wrong, or none."""

from __future__ import annotations

from datetime import timedelta

import redis
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.models import Heartbeat
from portal.core.models.heartbeat import WORKER
from portal.core.queries.outbox import count_unattended

SILENT_AFTER = timedelta(minutes=2)
BROKER_TIMEOUT = 2  # seconds


def database_problems() -> list[str]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        connection.close()
        return [_("The database doesn't answer. Check that it runs and that DATABASE_URL points to it.")]
    return []


def broker_problems() -> list[str]:
    client = redis.Redis.from_url(
        settings.REDIS_URL, socket_connect_timeout=BROKER_TIMEOUT, socket_timeout=BROKER_TIMEOUT
    )
    try:
        client.ping()
    except (redis.RedisError, OSError):
        return [_("The broker doesn't answer. Check that Redis runs and that REDIS_URL points to it.")]
    finally:
        client.close()
    return []


def worker_problems() -> list[str]:
    """Asks for work done, not for a process that is there: one that consumes nothing is no worker."""
    last = Heartbeat.objects.filter(name=WORKER).values_list("at", flat=True).first()
    if last is None:
        return [_("No worker has taken up any work yet. Check that the worker and beat run.")]
    if timezone.now() - last > SILENT_AFTER:
        when = timezone.localtime(last).strftime("%Y-%m-%d %H:%M")
        return [_("No worker has taken up work since %(when)s. Check the worker and beat.") % {"when": when}]
    return []


def outbox_problems() -> list[str]:
    late = count_unattended(timezone.now())
    if not late:
        return []
    return [
        ngettext(
            "%(count)s mail should have left more than ten minutes ago.",
            "%(count)s mails should have left more than ten minutes ago.",
            late,
        )
        % {"count": late}
    ]
