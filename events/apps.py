from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"

    def ready(self) -> None:
        from events.threads import DATE
        from events.topics import TOPIC
        from portal.core.threads import kinds, makers

        kinds.register(DATE.key, DATE)
        makers.register("topic", TOPIC)
        from events.personal_data import register_personal_data
        from events.queries.duties import wheel_duties
        from events.queries.export import wheel_export
        from events.queries.following import ENTRY, followed_entries
        from events.queries.handover import wheel_handover
        from events.queries.readiness import reminder_problems
        from events.queries.reminder import outbox_duties
        from events.queries.told import CANCELLED, FOLLOWED, MOVED
        from events.rules.reminder import DUTY, REMINDER
        from events.workflows.fill import DATES
        from events.workflows.follower_notice import look_at_news
        from events.workflows.last_look import look_again
        from events.workflows.load import load_activities
        from portal.core.exporting import exports
        from portal.core.fill import fillers
        from portal.core.following import followables
        from portal.core.handing_over import Handover, handovers
        from portal.core.navigation import MenuItem, register
        from portal.core.registry import duties, last_looks, readiness
        from portal.partnership.registries import sections
        from portal.partnership.rules.mail_kinds import MailKind, mail_kinds

        register_personal_data()
        sections.register("activities", load_activities)
        fillers.register(DATES.kind, DATES)
        readiness.register("reminders", reminder_problems)
        duties.register("outbox", outbox_duties)
        duties.register("wheel", wheel_duties)
        mail_kinds.register(
            DUTY, MailKind(_("Deadlines, and meetings of the groups you sit in"), mandatory=True)
        )
        mail_kinds.register(REMINDER, MailKind(_("Gatherings, students and other dates that are yours")))
        mail_kinds.register(MOVED, MailKind(_("Dates that are moved"), mandatory=True))
        mail_kinds.register(CANCELLED, MailKind(_("Dates that are cancelled"), mandatory=True))
        mail_kinds.register(FOLLOWED, MailKind(_("Changes to dates you follow")))
        for kind in (DUTY, REMINDER):
            last_looks.register(kind, look_again)
        last_looks.register(FOLLOWED, look_at_news)
        followables.register(ENTRY, followed_entries)
        exports.register("annual_wheel", wheel_export)
        handovers.register("wheel", Handover(lines=wheel_handover))
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
                url_name="calendars",
                order=20,
                area="footer-contact",
            )
        )
