from __future__ import annotations

from django.apps import AppConfig


class ThreadsAppConfig(AppConfig):
    name = "tests.threads_app"
    label = "threads_app"

    def ready(self) -> None:
        from portal.core.personal_data import declare_impersonal
        from portal.core.threads import kinds
        from tests.threads_app.threads import BOAT

        kinds.register(BOAT.key, BOAT)
        declare_impersonal("is about boats", "threads_app.Boat", "threads_app.Boat.name")
