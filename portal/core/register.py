"""What core and the packages under it keep about people: mail, ways in, sessions, readings, changes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.core.personal_data import (
    Basis,
    PersonalData,
    Purpose,
    Stay,
    declare_impersonal,
    fields_of,
    personal_data,
)

TEAM = _("The partnership team, which sees to mail that does not arrive.")
YOU = _("You.")
NOBODY = _("Nobody; the portal uses it by itself.")
AUDITORS = _("Administrators and leaders of the steering group.")


def register_personal_data() -> None:
    _ways_in()
    _sessions()
    _mail()
    _traces()
    _no_people()


def _ways_in() -> None:
    personal_data.register(
        "addresses",
        PersonalData(
            fields=(
                *fields_of("account.EmailAddress", "user", "email", "verified", "primary"),
                *fields_of("account.EmailConfirmation", "email_address", "created", "sent", "key"),
            ),
            what=_("The e-mail addresses you have shown to be yours"),
            purpose=Purpose.ACCOUNT,
            basis=Basis.PUBLIC_TASK,
            retention=_("As long as you have an account."),
            ends=Stay.WITH_ACCOUNT,
            seen_by=YOU,
        ),
    )
    personal_data.register(
        "providers",
        PersonalData(
            fields=(
                *fields_of("socialaccount.SocialAccount", "user", "provider", "uid", "extra_data"),
                *fields_of("socialaccount.SocialAccount", "last_login", "date_joined"),
                *fields_of("socialaccount.SocialToken", "account", "token", "token_secret", "expires_at"),
            ),
            what=_(
                "Your number at the sign-in service of your employer or university, and what it says of you:"
                " name, e-mail address, where you belong and how you signed in. Never a"
                " national identity number."
            ),
            purpose=Purpose.ACCOUNT,
            basis=Basis.PUBLIC_TASK,
            retention=_("As long as you have an account. It is read anew each time you sign in."),
            ends=Stay.WITH_ACCOUNT,
            seen_by=YOU,
        ),
    )
    personal_data.register(
        "second_factor",
        PersonalData(
            fields=fields_of("mfa.Authenticator", "user", "type", "data", "created_at", "last_used_at"),
            what=_("Your second way to show that it is you: an app, passkeys, recovery codes"),
            purpose=Purpose.ACCOUNT,
            basis=Basis.SECURITY,
            retention=_("Until you take it away, or as long as you have an account."),
            ends=Stay.WITH_ACCOUNT,
            seen_by=_("You. The secrets in it are shown to nobody."),
        ),
    )


def _sessions() -> None:
    personal_data.register(
        "sessions",
        PersonalData(
            fields=(
                *fields_of("usersessions.UserSession", "user", "ip", "user_agent", "session_key", "data"),
                *fields_of("usersessions.UserSession", "created_at", "last_seen_at"),
                *fields_of("sessions.Session", "session_key", "session_data"),
            ),
            what=_(
                "Where you are signed in: network address, browser, since when and when last,"
                " so that you can end"
                " a session that is not yours"
            ),
            purpose=Purpose.ACCOUNT,
            basis=Basis.SECURITY,
            retention=_(
                "Until you sign out, at most two weeks after you were last here. Cleaned up each night."
            ),
            ends="sessions",
            seen_by=YOU,
        ),
    )
    personal_data.register(
        "attempts",
        PersonalData(
            fields=(),
            what=_("How often somebody has tried to sign in, by network address and e-mail address"),
            purpose=Purpose.ACCOUNT,
            basis=Basis.SECURITY,
            retention=_("Until the limit is lifted, at most a day. Cleaned up each night."),
            ends="attempts",
            seen_by=NOBODY,
        ),
    )
    personal_data.register(
        "server_logs",
        PersonalData(
            fields=(),
            what=_(
                "Lines in the log of the server: what failed, and when, without names, addresses and secrets"
            ),
            purpose=Purpose.ACCOUNT,
            basis=Basis.SECURITY,
            retention=_("As long as the server of this installation keeps its logs, at most 90 days."),
            ends=Stay.KEPT,
            seen_by=_("Those who run the server."),
        ),
    )


def _mail() -> None:
    personal_data.register(
        "mail",
        PersonalData(
            fields=fields_of(
                "core.OutboxMessage", "address", "subject", "text", "html", "calendar", "headers", "language"
            ),
            what=_("Mail to you: address, subject and text. Mail to others may name you."),
            purpose=Purpose.MAIL,
            basis=Basis.PUBLIC_TASK,
            retention=_(
                "90 days after it has left. Mail with a code or a link that lets you in is emptied at once."
            ),
            ends="mail",
            seen_by=TEAM,
        ),
    )
    personal_data.register(
        "mail_kept",
        PersonalData(
            fields=(
                *fields_of("core.OutboxMessage", "kind", "object_key", "recipient", "recipient_key"),
                *fields_of("core.OutboxMessage", "occurrence", "message_id", "secret", "state", "created_at"),
                *fields_of("core.OutboxMessage", "due_at", "send_after", "expires_at", "claimed_at"),
                *fields_of("core.OutboxMessage", "claimed_by", "handed_over_at", "attempts", "last_error"),
                *fields_of("core.OutboxMessage", "sent_at", "digest"),
                *fields_of("core.OutboxAct", "message", "act", "was", "by", "at"),
            ),
            what=_(
                "That a mail was sent, about what, when and how it went, and who held it back"
                " or sent it again"
            ),
            purpose=Purpose.MAIL,
            basis=Basis.PUBLIC_TASK,
            retention=_("As long as the portal is in use, so that nothing is sent twice."),
            ends=Stay.KEPT,
            seen_by=TEAM,
            stays=_("That mail was sent about a thing, without address and text: nothing may be sent twice."),
        ),
    )
    personal_data.register(
        "demo_mail",
        PersonalData(
            fields=fields_of(
                "core.DemoMail", "sender", "recipients", "subject", "text", "html", "headers", "files"
            ),
            what=_("In a demo only: mail that was shown in the mailbox page instead of being sent"),
            purpose=Purpose.DEMO,
            basis=Basis.PUBLIC_TASK,
            retention=_("30 days."),
            ends="demo_mail",
            seen_by=_("Everyone who visits the demo."),
        ),
    )


def _traces() -> None:
    personal_data.register(
        "readings",
        PersonalData(
            fields=fields_of("core.Reading", "at", "by", "kind", "object_key", "why"),
            what=_("That you looked into a closed thing that is not yours, when, and by which right"),
            purpose=Purpose.AUDIT,
            basis=Basis.SECURITY,
            retention=_(
                "As long as the portal is in use: whoever's papers were looked into must be"
                " able to learn of it."
            ),
            ends=Stay.KEPT,
            seen_by=AUDITORS,
            stays=_("That an account looked into a closed thing, without your name."),
        ),
    )
    personal_data.register(
        "change_log",
        PersonalData(
            fields=fields_of("pghistory.Context", "metadata"),
            what=_("Which account made a change, and on which page"),
            purpose=Purpose.AUDIT,
            basis=Basis.SECURITY,
            retention=_(
                "As long as the portal is in use: the log can't be changed, which is the point of it."
            ),
            ends=Stay.KEPT,
            seen_by=AUDITORS,
            stays=_("That an account made a change, without your name."),
        ),
    )

    personal_data.register(
        "history",
        PersonalData(
            fields=(
                *fields_of("core.ThreadChange", "thread", "by", "at", "action", "before", "after", "note"),
                "core.ThreadChange.data",
            ),
            what=_("What you changed on needs, tasks, projects and results, when, and the reason you gave"),
            purpose=Purpose.WORK,
            basis=Basis.ARCHIVE,
            retention=_("As long as the thing is shown; without your name once the account is erased."),
            ends=Stay.KEPT,
            seen_by=_("Everyone reads what happened and why; those inside the partnership see who did it."),
            stays=_("What happened and the reason you wrote, without your name."),
        ),
    )
    personal_data.register(
        "drafts",
        PersonalData(
            fields=fields_of("core.FormDraft", "user", "form", "answers", "at"),
            what=_("What you have begun to write in a form and not sent yet, and when you sent such a form"),
            purpose=Purpose.WORK,
            basis=Basis.WISH,
            retention=_(
                "Until you send it or throw it away, at most 90 days after you last wrote on it. That you"
                " sent it: 90 days."
            ),
            ends="drafts",
            seen_by=YOU,
        ),
    )
    personal_data.register(
        "files",
        PersonalData(
            fields=fields_of(
                "core.StoredFile",
                *("key", "file", "name", "media_type", "size", "sha256", "width", "height", "alt"),
                *("made_by", "is_example", "created_at"),
            ),
            what=_("The files and pictures you have uploaded, and their names"),
            purpose=Purpose.WORK,
            basis=Basis.PUBLIC_TASK,
            retention=_("As long as what they belong to."),
            ends=Stay.KEPT,
            seen_by=_("Those who see what they belong to."),
            stays=_("The files, without your name."),
        ),
    )


def _no_people() -> None:
    declare_impersonal(
        "names kinds of data and of rights, not people",
        "contenttypes.ContentType",
        "auth.Permission",
        "auth.Permission.name",
        "auth.Group",
        "auth.Group.name",
    )
    declare_impersonal(
        "settings of a sign-in service", "socialaccount.SocialApp", "socialaccount.SocialApp.name"
    )
    declare_impersonal(
        "when a process last worked, and what a rule did, in numbers",
        "core.Heartbeat",
        "core.Heartbeat.name",
        "core.RetentionRun",
    )
    declare_impersonal(
        "repeats what its object says of itself to those who may read it; that object's fields are classed",
        *fields_of("core.Thread", "kind", "key", "title", "lead", "words", "language", "address", "audience"),
        *fields_of("core.Thread", "state", "facets", "title_key", "marks", "search", "heading"),
    )
    declare_impersonal(
        "links, numbers and single words of threads, without a tie to anybody",
        "core.ThreadLink",
        "core.FacetCount",
        "core.Word",
        "core.CacheRepair",
    )
