"""The app every other one stands on."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate

import portal.celery  # noqa: F401  (makes the Celery app the process's own)
from portal.core.registry import readiness


class CoreConfig(AppConfig):
    name = "portal.core"
    label = "core"

    def ready(self) -> None:
        from portal.core.models.threaded import keep_rows

        keep_rows()
        from portal.core import personal_data_checks  # noqa: F401  (registers itself)
        from portal.core.exporting import exports
        from portal.core.queries import readiness as checks
        from portal.core.queries.export import core_export
        from portal.core.queries.retention import retention_problems
        from portal.core.web_role import checks as _  # noqa: F401  (registers itself)
        from portal.core.web_role.grants import after_migrate

        post_migrate.connect(after_migrate, sender=self)

        readiness.register("database", checks.database_problems)
        readiness.register("broker", checks.broker_problems)
        readiness.register("worker", checks.worker_problems)
        readiness.register("outbox", checks.outbox_problems)
        readiness.register("retention", retention_problems)
        keep_personal_data()
        keep_files()
        exports.register("mail_and_readings", core_export)


def keep_personal_data() -> None:
    """Register what core keeps about people, how it is erased, and how long it is kept."""
    from portal.core.erasing import erasers
    from portal.core.register import register_personal_data
    from portal.core.retention import retention_rules
    from portal.core.workflows import cleaning, draft, erase

    register_personal_data()
    erasers.register("mail", erase.erase_mail)
    erasers.register("demo_mail", erase.erase_demo_mail)
    erasers.register("sessions", erase.end_sessions)
    erasers.register("drafts", draft.erase_drafts)
    retention_rules.register("mail", cleaning.empty_old_mail)
    retention_rules.register("secret_mail", cleaning.empty_secret_mail)
    retention_rules.register("demo_mail", cleaning.delete_old_demo_mail)
    retention_rules.register("sessions", cleaning.delete_ended_sessions)
    retention_rules.register("attempts", cleaning.delete_old_counters)
    retention_rules.register("drafts", draft.delete_old_drafts)


def keep_files() -> None:
    """Files go with what they belong to; each night those are looked for that belong to nothing."""
    from portal.core.retention import retention_rules
    from portal.core.workflows.stored_file import delete_stray_files, keep_with_owners

    keep_with_owners()
    retention_rules.register("stray_files", delete_stray_files)
