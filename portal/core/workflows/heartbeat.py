"""Signs of life."""

from __future__ import annotations

from django.utils import timezone

from portal.core.models.heartbeat import WORKER, Heartbeat


def note_heartbeat(name: str = WORKER) -> None:
    """Write down that the named process did a piece of work just now."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now()})
