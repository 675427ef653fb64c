from __future__ import annotations

from django.apps import AppConfig


class SourcesAppConfig(AppConfig):
    name = "tests.sources_app"
    label = "sources_app"

    def ready(self) -> None:
        from portal.core.registry import wheel_sources
        from tests.sources_app.dates import dates_between

        wheel_sources.register("harbour", dates_between)
