"""Things the table's addresses are about: one of each whose rights differ (own, others', draft, closed)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from events.models import Entry
from portal.core.models import DemoMail, OutboxMessage
from portal.core.queries.published import IN_A_FILE
from portal.core.workflows.outbox import enqueue
from portal.partnership.models import Body
from portal.partnership.rules.unsubscribe import unsubscribe_token
from portal.partnership.workflows.calendar_key import give_calendar_key
from tests.cast import Cast
from tests.core.outbox_mail import mail as mail_to_be
from tests.events.factories import ActivityFactory, EntryFactory, PreparationFactory


def samples(cast: Cast) -> Mapping[str, str]:
    """Make the things, and give what stands for each of them in an address."""
    mail = DemoMail.objects.create(
        sender="a@test.example", recipients=cast.employee.email, subject="x", text="x"
    )
    enqueue(mail_to_be())
    return {
        "activity": ActivityFactory.create(key="et-mote").key,
        "mail": str(mail.pk),
        "outbox_mail": str(OutboxMessage.objects.get(object_key="thing:1").pk),
        "own_calendar": give_calendar_key(by=cast.secretary).secret,
        "no_calendar": "finnes-ikke",
        "date": str(EntryFactory.create(audience="steering").pk),
        "prepared": str(_prepared_by_the_leader().pk),
        "absence": str(
            cast.employee.absences.create(first_day=date(2027, 3, 1), last_day=date(2027, 3, 8)).pk
        ),
        "way_out": unsubscribe_token(cast.employee.pk, "wheel.reminder"),
        "site_map_file": str(EntryFactory.create().thread_id // IN_A_FILE),
        "hidden": str(EntryFactory.create(shown_to="governance").pk),
    }


def _prepared_by_the_leader() -> Entry:
    """A date whose check list has a point that is the steering group's leader's."""
    steering = Body.objects.get(kind="steering")
    point = PreparationFactory.create(owner_body=steering, owner_role="leader")
    return EntryFactory.create(activity=point.activity)
