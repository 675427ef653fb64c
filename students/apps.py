from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StudentsConfig(AppConfig):
    name = "students"

    def ready(self) -> None:
        from portal.core.exporting import exports
        from portal.core.navigation import MenuItem, register
        from portal.core.registry import duties, last_looks
        from portal.core.retention import retention_rules
        from portal.core.threads import kinds, makers
        from portal.partnership.registries import named_facets, sections
        from portal.partnership.rules.mail_kinds import MailKind, mail_kinds
        from students.chores import chores
        from students.personal_data import register_personal_data
        from students.queries.duties import task_duties
        from students.queries.export import tasks_export
        from students.threads import KINDS
        from students.threads.maker import TASK_MAKER
        from students.workflows import leader_mail, leader_reminder
        from students.workflows.check_mail import CHECKED
        from students.workflows.cleaning import delete_old_interest
        from students.workflows.load import load_boards, load_names, load_rounds

        for kind in KINDS:
            kinds.register(kind.key, kind)
        keep_searches()
        keep_rounds()
        keep_interest()
        keep_work()
        register_personal_data()
        retention_rules.register("student_interest", delete_old_interest)
        sections.register("task_names", load_names)
        named_facets.register("slag", "students_taskkind")
        named_facets.register("fag", "students_studyfield")
        sections.register("task_rounds", load_rounds)
        sections.register("task_boards", load_boards)
        exports.register("student_tasks", tasks_export)
        makers.register("task", TASK_MAKER)
        chores.register("leaders", leader_reminder.remind_leaders)
        duties.register("student_tasks", task_duties)
        last_looks.register(leader_mail.ASKED, leader_reminder.look_again)
        mail_kinds.register(
            leader_mail.ASKED,
            MailKind(_("Student tasks that wait for your word as a leader"), mandatory=True),
        )
        mail_kinds.register(
            leader_mail.ANSWERED, MailKind(_("Answers about student tasks you have sent"), mandatory=True)
        )
        mail_kinds.register(
            CHECKED, MailKind(_("Your student tasks published, or returned with comments"), mandatory=True)
        )
        mail_kinds.register(
            leader_mail.TEAM, MailKind(_("Student tasks whose unit has no leader here"), mandatory=True)
        )
        register(MenuItem(label=_("Student tasks"), url_name="tasks", order=40))
        register(MenuItem(label=_("Placements"), url_name="placements", order=30, area="footer-find"))
        register(MenuItem(label=_("Student tasks"), url_name="tasks", order=20, area="footer-find"))


def keep_searches() -> None:
    """Register what the catalogue and its saved searches need: mail, export, who reads the files of tasks."""
    from portal.core.erasing import erasers
    from portal.core.exporting import exports
    from portal.core.files import file_audiences
    from portal.core.fill import fillers
    from portal.core.page_cache.tables import quiet_tables
    from portal.core.registry import last_looks
    from portal.partnership.rules.mail_kinds import MailKind, mail_kinds
    from students.chores import chores
    from students.files import sees_task_file
    from students.queries.export import saved_searches_export
    from students.workflows import fill, saved, saved_mail

    quiet_tables.register("students_savedsearch", True)
    file_audiences.register("task_files", sees_task_file)
    exports.register("saved_searches", saved_searches_export)
    erasers.register("saved_searches", saved.erase_searches)
    chores.register("saved_searches", saved_mail.tell_of_new_tasks)
    last_looks.register(saved_mail.NEWS, saved_mail.look_again)
    mail_kinds.register(saved_mail.NEWS, MailKind(_("New student tasks in the searches you have saved")))
    fillers.register(fill.TASKS.kind, fill.TASKS)


def keep_interest() -> None:
    """Register what interest in tasks needs: mail, chores, export and erasing."""
    from portal.core.erasing import erasers
    from portal.core.exporting import exports
    from portal.core.page_cache.tables import quiet_tables
    from portal.core.registry import last_looks
    from portal.partnership.rules.mail_kinds import MailKind, mail_kinds
    from students.chores import chores
    from students.queries.export import interest_export
    from students.workflows import (
        answerer_mail,
        interest_erase,
        interest_mail,
        interest_reminder,
        offer_reminder,
    )

    quiet_tables.register("students_groupmember", True)
    exports.register("student_interest", interest_export)
    erasers.register("student_interest", interest_erase.erase_interest)
    chores.register("offers", interest_reminder.end_offers)
    chores.register("closed_tasks", interest_reminder.answer_for_closed)
    chores.register("places", interest_reminder.settle_all)
    chores.register("interest", interest_reminder.remind_of_interest)
    chores.register("offers_ending", offer_reminder.remind_of_offers)
    for kind in (answerer_mail.LATE, answerer_mail.TEAM):
        last_looks.register(kind, interest_reminder.late_look_again)
    last_looks.register(interest_mail.MEMBER, interest_reminder.member_look_again)
    last_looks.register(interest_mail.ENDING, offer_reminder.look_again)
    for kind, label in (answerer_mail.LABELS | interest_mail.LABELS).items():
        mail_kinds.register(kind, MailKind(label, mandatory=True))


def keep_rounds() -> None:
    """Register the days of the yearly rounds, and the call to units."""
    from portal.core.registry import last_looks, wheel_sources
    from portal.partnership.rules.mail_kinds import MailKind, mail_kinds
    from students.chores import chores
    from students.queries.round import round_dates
    from students.workflows import round_call

    wheel_sources.register("task-rounds", round_dates)
    chores.register("round_call", round_call.call_units)
    mail_kinds.register(
        round_call.CALL, MailKind(_("Calls for student tasks, with what you posted last year"))
    )
    last_looks.register(round_call.CALL, round_call.look_again)


def keep_work() -> None:
    """Register what work on tasks needs: its page's panel, days, mail, reports and publication."""
    from portal.core.exporting import exports
    from portal.core.files import file_audiences
    from portal.core.page_cache.tables import quiet_tables
    from portal.core.panels import panels
    from portal.core.registry import last_looks, wheel_sources
    from portal.partnership.rules.mail_kinds import MailKind, mail_kinds
    from students.chores import chores
    from students.files import sees_report
    from students.queries.export import work_export
    from students.queries.work_wheel import work_dates
    from students.work_panel import WORK_PANEL
    from students.workflows import approval, publication, work_mail

    for table in ("students_assignmentpoint", "students_consent"):
        quiet_tables.register(table, True)
    panels.register("student_work", WORK_PANEL)
    wheel_sources.register("student-work", work_dates)
    exports.register("student_work", work_export)
    file_audiences.register("student_reports", sees_report)
    chores.register("publication", publication.publish_ready)
    chores.register("approval", approval.remind_approvers)
    last_looks.register(approval.APPROVAL, approval.look_again)
    mail_kinds.register(approval.APPROVAL, MailKind(approval.LABEL, mandatory=True))
    mail_kinds.register(
        work_mail.CONSENT, MailKind(_("Whether work you have delivered may be shown"), mandatory=True)
    )
    mail_kinds.register(
        work_mail.ENDED, MailKind(_("Work on student tasks that is broken off"), mandatory=True)
    )
