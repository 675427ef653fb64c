from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnershipConfig(AppConfig):
    name = "portal.partnership"
    label = "partnership"

    def ready(self) -> None:
        import portal.partnership.sign_in.receivers
        import portal.partnership.sign_in.signals  # noqa: F401  (its receivers)
        from portal.core.exporting import exports
        from portal.core.registry import last_looks, readiness
        from portal.partnership.change_log.own import register_own_things
        from portal.partnership.queries.export import people_export, sign_in_export
        from portal.partnership.queries.export_log import log_export
        from portal.partnership.queries.ways_in import unknown_partners
        from portal.partnership.workflows.digest import DIGEST, look_at_digests

        last_looks.register(DIGEST, look_at_digests)
        readiness.register("sign_in", unknown_partners)
        register_own_things()
        keep_personal_data()
        run_people()
        be_found()
        be_followed()
        exports.register("you", people_export)
        exports.register("sign_in", sign_in_export)
        exports.register("change_log", log_export)


def be_found() -> None:
    """Register who is in which audience of threads, and who is found by a search: public by role."""
    from portal.core.people import people_sources
    from portal.core.threads import audiences
    from portal.partnership.queries.seat_holders import seat_holders_found
    from portal.partnership.rules.standing import is_in_governance, is_inside

    audiences.register("partners", is_inside)
    audiences.register("governance", is_in_governance)
    people_sources.register("seats", seat_holders_found)


def be_followed() -> None:
    """Register that things with a history can be followed, and the mail to those who do."""
    from portal.core.following import followables
    from portal.core.hearing import listeners
    from portal.core.registry import last_looks
    from portal.partnership.queries.followed_thread import THREAD, followed_threads
    from portal.partnership.rules.mail_kinds import MailKind, mail_kinds
    from portal.partnership.workflows import thread_notice

    followables.register(THREAD, followed_threads)
    mail_kinds.register(thread_notice.NEWS, MailKind(_("News of needs, projects and results you follow")))
    last_looks.register(thread_notice.NEWS, thread_notice.look_at_news)
    listeners.register("followers", thread_notice.hear)


def keep_personal_data() -> None:
    """Register what the partnership keeps about people and for how long, and the mail that warns of the
    end.
    """
    from portal.core.retention import retention_rules
    from portal.partnership.personal_data import register_personal_data
    from portal.partnership.rules.mail_kinds import MailKind, mail_kinds
    from portal.partnership.workflows import cleaning, idle

    register_personal_data()
    mail_kinds.register(idle.IDLE, MailKind(_("That your account has not been used"), mandatory=True))
    retention_rules.register("idle_warned", idle.warn_idle_people)
    retention_rules.register("idle_erased", idle.erase_idle_people)
    retention_rules.register("absences", cleaning.delete_old_absences)
    retention_rules.register("invitations", cleaning.empty_ended_invitations)


def run_people() -> None:
    """Register what awaits people because of invitations and seats, and the mail about them."""
    from portal.core.registry import duties
    from portal.partnership.queries.invitation import proposal_duties
    from portal.partnership.queries.leaving import leaving_duties
    from portal.partnership.queries.new_seat import new_seat_duties
    from portal.partnership.rules.mail_kinds import MailKind, mail_kinds
    from portal.partnership.workflows import invitation_mail, seat_mail

    duties.register("proposals", proposal_duties)
    duties.register("new_seats", new_seat_duties)
    duties.register("leaving", leaving_duties)
    kinds = {
        seat_mail.CHANGED: _("Changes in who holds a seat"),
        seat_mail.HANDED_OVER: _("What comes with a seat you take over, or leave"),
        invitation_mail.PROPOSAL: _("Proposals that wait for your yes or no"),
        invitation_mail.ANSWER: _("Answers to those you have invited"),
        invitation_mail.INVITATION: _("Invitations to you"),
    }
    for kind, label in kinds.items():
        mail_kinds.register(kind, MailKind(label, mandatory=True))
