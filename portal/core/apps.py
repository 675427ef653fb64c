"""The app every other one stands on."""

from __future__ import annotations

from django.apps import AppConfig

import portal.celery  # noqa: F401  (makes the Celery app the process's own)
from portal.core.registry import readiness


class CoreConfig(AppConfig):
    name = "portal.core"
    label = "core"

    def ready(self) -> None:
        from portal.core.models.threaded import keep_rows

        keep_rows()
        from portal.core.queries import readiness as checks

        readiness.register("database", checks.database_problems)
        readiness.register("broker", checks.broker_problems)
        readiness.register("worker", checks.worker_problems)
        readiness.register("outbox", checks.outbox_problems)
