"""What the worker does about people's mail, each time beat asks."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from portal.partnership.workflows.digest import send_digests as send


@shared_task(name="portal.partnership.tasks.send_digests")
def send_digests() -> int:
    """Put the digests that are due into the outbox; the database keeps them from being written twice."""
    return send(timezone.now())
