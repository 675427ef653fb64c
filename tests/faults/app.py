"""The portal's Celery app with a quicker beat."""

from __future__ import annotations

from portal.celery import app, every

app.conf.beat_schedule = {name: every(2, line["task"]) for name, line in app.conf.beat_schedule.items()}

__all__ = ["app"]
