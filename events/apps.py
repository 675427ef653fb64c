from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"

    def ready(self) -> None:
        from events.queries.readiness import reminder_problems
        from events.workflows.load import load_activities
        from portal.core.navigation import MenuItem, register
        from portal.core.registry import readiness
        from portal.partnership.registries import sections

        sections.register("activities", load_activities)
        readiness.register("reminders", reminder_problems)
        register(MenuItem(label=_("Annual wheel"), url_name="wheel", order=10))
        register(MenuItem(label=_("Events"), url_name="events", order=20))
        register(MenuItem(label=_("Annual wheel"), url_name="wheel", order=10, area="footer-find"))
        register(
            MenuItem(
                label=_("Guest lectures and field visits"),
                url_name="competence",
                order=50,
                area="footer-find",
            )
        )
        register(
            MenuItem(
                label=_("Subscribe to the calendar"),
                url_name="wheel_calendar",
                order=20,
                area="footer-contact",
            )
        )
