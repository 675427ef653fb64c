"""Things the table's addresses are about: one of each whose rights differ (own, others', draft, closed)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from allauth.usersessions.models import UserSession

from events.models import Entry
from portal.core.models import DemoMail, OutboxMessage
from portal.core.queries.published import IN_A_FILE
from portal.core.workflows.outbox import enqueue
from portal.partnership.models import Body, User
from portal.partnership.rules.new_address import NewAddress, new_address_token
from portal.partnership.rules.unsubscribe import unsubscribe_token
from portal.partnership.workflows.calendar_key import give_calendar_key
from portal.partnership.workflows.invitation import invite
from tests.cast import Cast
from tests.core.outbox_mail import mail as mail_to_be
from tests.events.factories import ActivityFactory, EntryFactory, PreparationFactory
from tests.partnership.factors import give_passkey
from tests.partnership.inviting import a_unit, asked, sent, token_of


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
        "new_address": new_address_token(
            NewAddress(cast.employee.pk, cast.employee.email, "new@test.example")
        ),
        "way_out": unsubscribe_token(cast.employee.pk, "wheel.reminder"),
        "site_map_file": str(EntryFactory.create().thread_id // IN_A_FILE),
        "passkey": str(give_passkey(cast.employee).pk),
        "session": str(_session_of(cast.employee).pk),
        "hidden": str(EntryFactory.create(shown_to="governance").pk),
        **_people(cast),
    }


def _session_of(user: User) -> UserSession:
    """A session on another device of theirs."""
    return UserSession.objects.create(user=user, ip="192.0.2.1", session_key="elsewhere", user_agent="x")


def _people(cast: Cast) -> dict[str, str]:
    """A proposal that waits, an invitation that is out, and what the secretary and the employee hold."""
    held = cast.secretary.tenures.select_related("seat").get()
    proposal = invite(asked(), by=cast.team_university).invitation
    return {
        "person": str(cast.employee.pk),
        "proposal": str(proposal.pk),
        "invitation": token_of(sent(unit=a_unit())),
        "seat": held.seat.key,
        "tenure": str(held.pk),
        "place": str(cast.employee.affiliations.get().pk),
    }


def _prepared_by_the_leader() -> Entry:
    """A date whose check list has a point that is the steering group's leader's."""
    steering = Body.objects.get(kind="steering")
    point = PreparationFactory.create(owner_body=steering, owner_role="leader")
    return EntryFactory.create(activity=point.activity)
