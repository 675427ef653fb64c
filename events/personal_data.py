"""What the annual wheel keeps about people: who changed, held back or ticked off what."""

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

FOR_GOOD = _("As long as the portal is in use; without your name once the account is erased.")


def register_personal_data() -> None:
    personal_data.register(
        "wheel_changes",
        PersonalData(
            fields=fields_of("events.EntryChange", "entry", "kind", "by", "at", "before", "after", "reason"),
            what=_(
                "The dates you have added, moved, confirmed or cancelled on the annual wheel,"
                " and the reason you gave"
            ),
            purpose=Purpose.WORK,
            basis=Basis.ARCHIVE,
            retention=FOR_GOOD,
            ends=Stay.KEPT,
            seen_by=_("Those who work in the partnership. The reason is shown to those who see the date."),
            stays=_("What happened to the date and the reason you wrote, without your name."),
        ),
    )
    personal_data.register(
        "wheel_work",
        PersonalData(
            fields=(
                *fields_of("events.PreparationDone", "entry", "preparation", "by", "at"),
                *fields_of("events.ReminderHold", "entry", "occurrence", "by", "at"),
                *fields_of("events.Activity", "edited_at", "edited_by"),
            ),
            what=_(
                "The preparations you have ticked off, the reminders you have held back, the"
                " activities you have edited"
            ),
            purpose=Purpose.WORK,
            basis=Basis.PUBLIC_TASK,
            retention=FOR_GOOD,
            ends=Stay.KEPT,
            seen_by=_("Those who run the annual wheel."),
            stays=_("That it was done, without your name."),
        ),
    )
    declare_impersonal(
        "says what an activity is and names seats, not people",
        *fields_of("events.Activity", "key", "position", "title", "summary", "kind", "audience", "shown_to"),
        *fields_of("events.Activity", "recurrence", "fixed", "starts_at", "ends_at", "place"),
        *fields_of("events.Activity", "effort_hours", "effort_weeks"),
        *fields_of("events.Activity", "responsible_body", "responsible_role", "responsible_partner"),
    )
    declare_impersonal(
        "dates and their check lists, which name seats and not people",
        "events.Entry",
        "events.ReminderPlan",
        "events.Preparation",
    )
