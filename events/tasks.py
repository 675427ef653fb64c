"""What the worker does for the wheel, each time beat asks."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from events.queries.due import LOOKED
from events.workflows.reminder import queue_due_reminders as queue
from portal.core.workflows.heartbeat import note_heartbeat


@shared_task(name="events.tasks.queue_due_reminders")
def queue_due_reminders() -> int:
    """Write what is due to the outbox; the database keeps it from being written twice."""
    queued = queue(timezone.now())
    note_heartbeat(LOOKED)
    return queued
