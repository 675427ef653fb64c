"""A sign of life, written by a task: only a worker that consumes can renew it."""

from __future__ import annotations

from django.db import models

#: The heartbeat every worker renews when it takes up the beat's task.
WORKER = "worker"


class Heartbeat(models.Model):
    """When the named process last did a piece of work (UTC)."""

    name = models.CharField(max_length=50, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M:%S}"
