from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "projects"

    def ready(self) -> None:
        from portal.core.files import file_audiences
        from portal.core.fill import fillers
        from portal.core.navigation import MenuItem, register
        from portal.core.threads import kinds, makers
        from projects.files import FILES
        from projects.makers import MAKERS
        from projects.personal_data import register_personal_data
        from projects.threads import KINDS
        from projects.workflows.fill import FILLERS

        register_personal_data()
        register_needs()
        register_projects()
        register_care()
        register_results()

        for kind in KINDS:
            kinds.register(kind.key, kind)

        for filler in FILLERS:
            fillers.register(filler.kind, filler)
        for key, maker in MAKERS.items():
            makers.register(key, maker)

        for key, audience in FILES.items():
            file_audiences.register(key, audience)

        register(MenuItem(label=_("Needs"), url_name="needs", order=30))
        register(MenuItem(label=_("Projects"), url_name="projects", order=60))
        register(MenuItem(label=_("Results"), url_name="results", order=70))
        register(MenuItem(label=_("Results"), url_name="results", order=40, area="footer-find"))
        register(MenuItem(label=_("Staff exchange"), url_name="exchange", order=45, area="footer-find"))
        register(
            MenuItem(label=_("Applications for money"), url_name="applications", order=46, area="footer-find")
        )


def register_needs() -> None:
    """Mail, duties, and what is given out and erased of the people around needs."""
    from portal.core.erasing import erasers
    from portal.core.exporting import exports
    from portal.core.hearing import told_anyway
    from portal.core.registry import duties, last_looks
    from portal.partnership.rules.mail_kinds import MailKind, mail_kinds
    from projects.queries.export import needs_export
    from projects.queries.need_duties import need_duties
    from projects.queries.need_people import keys_told
    from projects.workflows.need import forget_offers
    from projects.workflows.need_mail import MOVED, OFFERED, look_again

    mail_kinds.register(MOVED, MailKind(_("What becomes of needs you have voiced")))
    mail_kinds.register(OFFERED, MailKind(_("Offers to contribute to needs")))
    for kind in (MOVED, OFFERED):
        last_looks.register(kind, look_again)
    told_anyway.register("need", keys_told)
    duties.register("needs", need_duties)
    exports.register("needs", needs_export)
    erasers.register("need_offers", forget_offers)


def register_care() -> None:
    """Dates on the wheel, and the questions that owners of projects are asked."""
    from portal.core.exporting import exports
    from portal.core.page_cache.tables import quiet_tables
    from portal.core.registry import duties, last_looks, wheel_sources
    from portal.partnership.rules.mail_kinds import MailKind, mail_kinds
    from projects.queries.application import application_export
    from projects.queries.care_duties import care_duties
    from projects.queries.exchange import exchange_export
    from projects.queries.wheel import application_dates, exchange_dates
    from projects.workflows.care import CARE, look_again

    wheel_sources.register("applications", application_dates)
    wheel_sources.register("exchange", exchange_dates)
    mail_kinds.register(CARE, MailKind(_("Questions about projects you answer for"), mandatory=True))
    last_looks.register(CARE, look_again)
    duties.register("projects", care_duties)
    exports.register("applications", application_export)
    exports.register("staff_exchange", exchange_export)
    quiet_tables.register("projects_carequestion", True)


def register_results() -> None:
    """The question of each September, lessons beside forms, and what is given out."""
    from portal.core.beside import beside_forms
    from portal.core.erasing import erasers
    from portal.core.exporting import exports
    from portal.core.registry import last_looks
    from portal.partnership.rules.mail_kinds import MailKind, mail_kinds
    from projects.lessons_beside import lessons_beside
    from projects.queries.result_export import results_export
    from projects.queries.result_use import USE
    from projects.workflows.result_left import let_others_be_called
    from projects.workflows.result_use import look_at_questions

    mail_kinds.register(USE, MailKind(_("Each September: was a result of yours used?")))
    last_looks.register(USE, look_at_questions)
    beside_forms.register("lessons", lessons_beside)
    erasers.register("called_for_results", let_others_be_called)
    exports.register("results", results_export)


def register_projects() -> None:
    """Mail to owners, and what is given out of the people around projects."""
    from portal.core.exporting import exports
    from portal.core.registry import last_looks
    from portal.partnership.rules.mail_kinds import MailKind, mail_kinds
    from projects.queries.export import projects_export
    from projects.workflows.owner_mail import NAMED, look_again

    mail_kinds.register(NAMED, MailKind(_("That you are named owner of a project"), mandatory=True))
    last_looks.register(NAMED, look_again)
    exports.register("projects", projects_export)
