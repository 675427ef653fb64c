"""What the partnership's own logged things are called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.partnership.change_log.things import LoggedThing, logged_things
from portal.partnership.models import (
    Affiliation,
    Agreement,
    Body,
    CalendarKey,
    Invitation,
    Partner,
    Party,
    Seat,
    Tenure,
    Unit,
    User,
)

KEY, PLACE_IN_ORDER, KIND = _("Key"), _("Place in the order"), _("Kind")
NAME, SUMMARY = _("Name"), _("Summary")
FIRST_DAY, LAST_DAY = _("First day"), _("Last day")
PARTNER, UNIT, SEAT, PERSON, ROLE = _("Partner"), _("Unit"), _("Seat"), _("Person"), _("Role")


def register_own_things() -> None:
    """Called once, when the app is ready."""
    for key, thing in THINGS.items():
        logged_things.register(key, thing)


THINGS = {
    "person": LoggedThing(
        model=User,
        called=pgettext_lazy("change log", "account"),
        titled=("self",),
        fields={"is_active": _("May sign in"), "is_example": _("Is an example")},
        people=("id",),
    ),
    "affiliation": LoggedThing(
        model=Affiliation,
        called=pgettext_lazy("change log", "affiliation"),
        titled=("user", "unit"),
        fields={
            "user": PERSON,
            "unit": UNIT,
            "role": ROLE,
            "source": _("Known from"),
            "first_day": FIRST_DAY,
            "last_day": LAST_DAY,
        },
        people=("user",),
    ),
    "tenure": LoggedThing(
        model=Tenure,
        called=pgettext_lazy("change log", "holding of a seat"),
        titled=("user", "seat"),
        fields={
            "user": PERSON,
            "seat": SEAT,
            "part": _("As"),
            "first_day": FIRST_DAY,
            "last_day": LAST_DAY,
        },
        people=("user",),
    ),
    "invitation": LoggedThing(
        model=Invitation,
        called=pgettext_lazy("change log", "invitation"),
        titled=("seat", "unit"),
        fields={
            "seat": SEAT,
            "unit": UNIT,
            "role": ROLE,
            "part": _("As"),
            "first_day": FIRST_DAY,
            "last_day": LAST_DAY,
            "state": _("State"),
            "by": _("Invited by"),
            "decided_by": _("Decided by"),
            "accepted_by": _("Accepted by"),
        },
        people=("accepted_by",),
    ),
    "seat": LoggedThing(
        model=Seat,
        called=pgettext_lazy("change log", "seat"),
        titled=("title",),
        fields={
            "title": _("Title"),
            "body": _("Body"),
            "partner": PARTNER,
            "role": ROLE,
            "percent": _("Percent of a full position"),
            "key": KEY,
            "position": PLACE_IN_ORDER,
        },
    ),
    "body": LoggedThing(
        model=Body,
        called=pgettext_lazy("change log", "body"),
        titled=("name",),
        fields={
            "name": NAME,
            "kind": KIND,
            "summary": SUMMARY,
            "meetings_a_year": _("Meetings a year"),
            "decides_by": _("Decides by"),
            "quorum": _("Seats that must be present"),
            "archive_partner": _("Partner whose archive is used"),
            "key": KEY,
            "position": PLACE_IN_ORDER,
        },
    ),
    "party": LoggedThing(
        model=Party,
        called=pgettext_lazy("change log", "party to an agreement"),
        titled=("partner", "agreement"),
        fields={"partner": PARTNER, "agreement": pgettext_lazy("field", "Agreement")},
    ),
    "agreement": LoggedThing(
        model=Agreement,
        called=pgettext_lazy("change log", "agreement"),
        titled=("name",),
        fields={
            "name": NAME,
            "kind": KIND,
            "parent": _("Under the agreement"),
            "summary": SUMMARY,
            "adopted": _("Adopted"),
            "adopted_by": _("Adopted by"),
            "signed": _("Signed"),
            "signed_by": _("Signed by"),
            "starts": FIRST_DAY,
            "ends": LAST_DAY,
            "evaluate_before_end": _("To be evaluated before it ends"),
            "key": KEY,
            "position": PLACE_IN_ORDER,
        },
    ),
    "partner": LoggedThing(
        model=Partner,
        called=pgettext_lazy("change log", "partner"),
        titled=("name",),
        fields={
            "name": NAME,
            "short_name": _("Short name"),
            "kind": KIND,
            "organisation_number": _("Organisation number"),
            "municipality_number": _("Municipality number"),
            "ror": _("Number in the register of research organisations"),
            "website": _("Website"),
            "mailbox": _("Mailbox"),
            "realms": _("What sign-in providers call it"),
            "keeps_archive": _("Keeps an archive"),
            "required": _("Must be present when the partners agree"),
            "key": KEY,
            "position": PLACE_IN_ORDER,
        },
    ),
    "unit": LoggedThing(
        model=Unit,
        called=pgettext_lazy("change log", "unit"),
        titled=("name",),
        fields={
            "name": NAME,
            "partner": PARTNER,
            "parent": _("Part of"),
            "kind": KIND,
            "key": KEY,
            "position": PLACE_IN_ORDER,
        },
    ),
    "calendar": LoggedThing(
        model=CalendarKey,
        called=pgettext_lazy("change log", "address of a calendar"),
        titled=("user",),
        fields={"user": PERSON, "created_at": _("Made")},
        people=("user",),
    ),
}
