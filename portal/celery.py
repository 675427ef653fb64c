"""The Celery app: what beat sets going, and how often.

Every periodic task expires before its next turn, so a worker that was away finds one of each and
not a pile. Nothing is scheduled far ahead: what is due is found in the database by polling.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import Any

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.base")


LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def every(seconds: int, task: str) -> dict[str, Any]:
    """One line of the beat schedule: the task by name, due when beat starts, void by its next turn."""
    return {
        "task": task,
        "schedule": float(seconds),
        "options": {"expires": seconds - 1},
        "last_run_at": LONG_AGO,
    }


app = Celery("portal", task_cls="portal.core.logged_task:LoggedTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = {
    "heartbeat": every(30, "portal.core.tasks.note_heartbeat"),
    "send-outbox": every(30, "portal.core.tasks.send_outbox"),
    "queue-due-reminders": every(60, "events.tasks.queue_due_reminders"),
    "student-chores": every(300, "students.tasks.do_chores"),
    "note-words": every(60, "portal.core.tasks.note_words"),
    "compact-counts": every(600, "portal.core.tasks.compact_counts"),
    "forget-words": every(86400, "portal.core.tasks.forget_words"),
    "send-digests": every(300, "portal.partnership.tasks.send_digests"),
    "ask-owners": every(3600, "projects.tasks.ask_owners"),
    "ask-whether-used": every(3600, "projects.tasks.ask_whether_used"),
    # Nightly: it looks four times an hour whether the night's work is done, so an outage only delays it.
    "enforce-retention": every(900, "portal.core.tasks.enforce_retention"),
}
# A page must not hang on a broker that is down; beat finds the work again half a minute later.
app.conf.broker_transport_options = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.1,
    "socket_connect_timeout": 2,
}
app.autodiscover_tasks()
# Celery keeps the current app per thread; the web server's threads find this one as the default.
app.set_default()
