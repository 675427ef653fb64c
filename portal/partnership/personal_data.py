"""What the partnership keeps about people: who they are, where they belong, how mail reaches them."""

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

YOU = _("You.")
INSIDE = _("You, and those who work in the partnership.")
WITH_ACCOUNT = _("As long as you have an account.")


def register_personal_data() -> None:
    _person()
    _places()
    _invitations()
    _wishes()
    _events()
    _no_people()


def _person() -> None:
    personal_data.register(
        "person",
        PersonalData(
            fields=fields_of("partnership.User", "name", "email"),
            what=_("Your name and e-mail address"),
            purpose=Purpose.PLACES,
            basis=Basis.PUBLIC_TASK,
            retention=_(
                "As long as you have an account. You are warned after a year without signing"
                " in, and erased after"
                " three, unless you hold a seat."
            ),
            ends="idle_erased",
            seen_by=_(
                "You, and those who work in the partnership. Names of those who hold seats are public."
            ),
        ),
    )
    personal_data.register(
        "account",
        PersonalData(
            fields=fields_of(
                "partnership.User",
                "password",
                "last_login",
                "language",
                "mail_rhythm",
                "is_active",
                "is_example",
                "created_at",
                "idle_warned_at",
                "erased_at",
            ),
            what=_(
                "Your language, how you want mail, when the account was made and last used,"
                " whether it is open."
                " There is no password."
            ),
            purpose=Purpose.PLACES,
            basis=Basis.PUBLIC_TASK,
            retention=WITH_ACCOUNT,
            ends="idle_warned",
            seen_by=_("You. The team sees who has not signed in for a year."),
            stays=_("An empty account, closed for good, with the dates it was made and erased."),
        ),
    )


def _places() -> None:
    personal_data.register(
        "places",
        PersonalData(
            fields=fields_of(
                "partnership.Affiliation", "user", "unit", "role", "source", "first_day", "last_day"
            ),
            what=_("Where you work or study, as what, from the first day to the last, and who says so"),
            purpose=Purpose.PLACES,
            basis=Basis.PUBLIC_TASK,
            retention=_("As long as the portal is in use; without your name once the account is erased."),
            ends=Stay.KEPT,
            seen_by=INSIDE,
            stays=_("That somebody had a place in a unit, without saying who."),
        ),
    )
    personal_data.register(
        "seats",
        PersonalData(
            fields=fields_of("partnership.Tenure", "user", "seat", "part", "first_day", "last_day"),
            what=_("The seats you hold or stand in for, from the first day to the last"),
            purpose=Purpose.PLACES,
            basis=Basis.ARCHIVE,
            retention=_("As long as the portal is in use; without your name once the account is erased."),
            ends=Stay.KEPT,
            seen_by=_("Everyone: who holds a seat is public."),
            stays=_(
                "That a seat was held from a day to a day, without saying by whom. Approved"
                " minutes keep the names"
                " that stand in them, by the Archives Act."
            ),
        ),
    )


def _invitations() -> None:
    personal_data.register(
        "invited",
        PersonalData(
            fields=fields_of(
                "partnership.Invitation", "email", "name", "language", "greeting", "secret_hash"
            ),
            what=_("If you are invited: your e-mail address, your name and the greeting you got"),
            purpose=Purpose.PLACES,
            basis=Basis.PUBLIC_TASK,
            retention=_("Until you have answered, or the invitation has run out. Cleaned up each night."),
            ends="invitations",
            seen_by=_("Those who invite, and those who decide about the seat."),
        ),
    )
    personal_data.register(
        "invitations",
        PersonalData(
            fields=fields_of(
                "partnership.Invitation",
                "unit",
                "role",
                "seat",
                "part",
                "first_day",
                "last_day",
                "state",
                "by",
                "at",
                "decided_by",
                "decided_at",
                "accepted_by",
                "answered_at",
                "expires_at",
            ),
            what=_(
                "That somebody was invited to a place or a seat: who invited, decided and accepted, and when"
            ),
            purpose=Purpose.AUDIT,
            basis=Basis.ARCHIVE,
            retention=_("As long as the portal is in use; without your name once the account is erased."),
            ends=Stay.KEPT,
            seen_by=_("Those who invite, and those who decide about the seat."),
            stays=_("That an account invited, decided or accepted, without your name."),
        ),
    )


def _wishes() -> None:
    personal_data.register(
        "wishes",
        PersonalData(
            fields=(
                *fields_of("partnership.MailOptOut", "user", "kind", "at"),
                *fields_of("partnership.Follow", "user", "kind", "key", "at"),
            ),
            what=_("What you follow, and the kinds of mail you do not want"),
            purpose=Purpose.MAIL,
            basis=Basis.WISH,
            retention=_("Until you change it, or as long as you have an account."),
            ends=Stay.WITH_ACCOUNT,
            seen_by=YOU,
        ),
    )
    personal_data.register(
        "absences",
        PersonalData(
            fields=fields_of("partnership.Absence", "user", "first_day", "last_day"),
            what=_("Days you are away, so that your substitute gets your mail. The reason is not asked for."),
            purpose=Purpose.MAIL,
            basis=Basis.WISH,
            retention=_("90 days after the last day."),
            ends="absences",
            seen_by=_("You. Your substitute learns that you are away."),
        ),
    )
    personal_data.register(
        "calendar",
        PersonalData(
            fields=fields_of("partnership.CalendarKey", "user", "secret", "created_at"),
            what=_("The secret address of your calendar, if you have asked for one"),
            purpose=Purpose.MAIL,
            basis=Basis.WISH,
            retention=_("Until you change or revoke it, or as long as you have an account."),
            ends=Stay.WITH_ACCOUNT,
            seen_by=YOU,
        ),
    )


def _events() -> None:
    personal_data.register(
        "change_log_of_people",
        PersonalData(
            fields=(
                *fields_of("partnership.UserEvent", "pgh_obj", "is_active", "is_example"),
                *fields_of("partnership.AffiliationEvent", "pgh_obj", "user", "unit", "role", "source"),
                *fields_of("partnership.AffiliationEvent", "first_day", "last_day"),
                *fields_of("partnership.TenureEvent", "pgh_obj", "seat", "user", "part"),
                *fields_of("partnership.TenureEvent", "first_day", "last_day"),
                *fields_of("partnership.CalendarKeyEvent", "pgh_obj", "user", "created_at"),
                *fields_of("partnership.InvitationEvent", "pgh_obj", "unit", "role", "seat", "part"),
                *fields_of("partnership.InvitationEvent", "first_day", "last_day", "state"),
                *fields_of("partnership.InvitationEvent", "by", "decided_by", "accepted_by"),
            ),
            what=_(
                "Every change to what gives you rights: places, seats, invitations, whether the"
                " account is open."
                " Accounts stand there as numbers, never with names or addresses."
            ),
            purpose=Purpose.AUDIT,
            basis=Basis.SECURITY,
            retention=_(
                "As long as the portal is in use: the log can't be changed, which is the point of it."
            ),
            ends=Stay.KEPT,
            seen_by=_("Administrators and leaders of the steering group."),
            stays=_("The changes, with the number of an empty account instead of you."),
        ),
    )


def _no_people() -> None:
    personal_data.register(
        "contact_points",
        PersonalData(
            fields=(
                *fields_of("partnership.Partnership", "email"),
                *fields_of("partnership.Partner", "mailbox"),
                *fields_of("partnership.PartnerEvent", "mailbox"),
            ),
            what=_(
                "The mailboxes of the partnership and its partners. They belong to the house,"
                " not to a person."
            ),
            purpose=Purpose.WORK,
            basis=Basis.PUBLIC_TASK,
            retention=_("As long as the portal is in use."),
            ends=Stay.KEPT,
            seen_by=_("Everyone."),
        ),
    )
    declare_impersonal(
        "what the agreement sets up, as the partnership's file says it: bodies, seats and roles, not people",
        "partnership.Partnership",
        "partnership.Partner",
        "partnership.PartnerEvent",
        "partnership.Unit",
        "partnership.UnitEvent",
        "partnership.Fact",
        "partnership.Body",
        "partnership.BodyEvent",
        "partnership.Party",
        "partnership.PartyEvent",
        "partnership.Seat",
        "partnership.SeatEvent",
        "partnership.Objective",
        "partnership.Theme",
        "partnership.Measure",
        "partnership.QuietPeriod",
        *("partnership.Partnership.short_name", "partnership.Partner.short_name"),
        "partnership.PartnerEvent.short_name",
    )
    declare_impersonal(
        "names offices that sign and adopt, such as a mayor or a council, not people",
        "partnership.Agreement",
        "partnership.AgreementEvent",
        *fields_of("partnership.Agreement", "adopted_by", "signed_by"),
        *fields_of("partnership.AgreementEvent", "adopted_by", "signed_by"),
    )
