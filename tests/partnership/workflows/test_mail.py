"""People decide how their mail comes; what comes with a seat is not theirs to turn off."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxState
from portal.core.workflows.outbox import enqueue
from portal.partnership.models import Absence, MailOptOut
from portal.partnership.queries.mail import covers_of, opted_out, unwanted_kinds
from portal.partnership.rules.mail_kinds import is_mandatory
from portal.partnership.rules.unsubscribe import LinkBrokenError, LinkExpiredError, unsubscribe_token
from portal.partnership.workflows.mail import (
    add_absence,
    one_click_headers,
    remove_absence,
    set_wishes,
    unsubscribe,
    unsubscribe_url,
)
from tests.cast import Cast
from tests.core.outbox_mail import mail
from tests.events.reminding import substitute_for

OPTIONAL, MANDATORY = "wheel.reminder", "wheel.duty"


def test_wishes_are_kept_and_mandatory_kinds_passed_over(cast: Cast) -> None:
    set_wishes(by=cast.employee, rhythm="weekly", language="nn", unwanted=[OPTIONAL, MANDATORY, "unknown"])
    cast.employee.refresh_from_db()
    assert (cast.employee.mail_rhythm, cast.employee.language) == ("weekly", "nn")
    assert unwanted_kinds(cast.employee) == {OPTIONAL}


def test_who_wants_a_kind_again_gets_it_again(cast: Cast) -> None:
    MailOptOut.objects.create(user=cast.employee, kind=OPTIONAL)
    MailOptOut.objects.create(user=cast.student, kind=OPTIONAL)
    set_wishes(by=cast.employee, rhythm="at_once", language="nb", unwanted=[])
    assert opted_out(OPTIONAL) == {cast.student.pk}


def test_a_mandatory_kind_is_nobodys_to_do_without(cast: Cast) -> None:
    MailOptOut.objects.create(user=cast.employee, kind=MANDATORY)
    assert opted_out(MANDATORY) == set()


@pytest.mark.parametrize("kind", [MANDATORY, "wheel.moved", "wheel.cancelled", "never.registered"])
def test_what_is_mandatory_has_no_way_out(kind: str, cast: Cast) -> None:
    assert is_mandatory(kind)
    assert unsubscribe_url(cast.employee, kind) == ""
    assert one_click_headers("") == {}


def test_who_wants_mail_at_once_gets_what_was_gathered(cast: Cast) -> None:
    for person in (cast.employee, cast.student):
        enqueue(mail(recipient=person, gathered=True))
    set_wishes(by=cast.employee, rhythm="at_once", language="nb", unwanted=[])
    states = dict(OutboxMessage.objects.values_list("recipient", "state"))
    assert states == {
        cast.employee.pk: OutboxState.WAITING,
        cast.student.pk: OutboxState.GATHERED,
    }


def test_unsubscribing_twice_is_as_unsubscribing_once(cast: Cast) -> None:
    token = unsubscribe_token(cast.employee.pk, OPTIONAL)
    assert unsubscribe(token) == unsubscribe(token) == (cast.employee, OPTIONAL)
    assert MailOptOut.objects.count() == 1


@pytest.mark.parametrize(("days", "works"), [(364, True), (366, False)])
def test_a_link_works_for_a_year(days: int, works: bool, cast: Cast) -> None:
    token = unsubscribe_token(cast.employee.pk, OPTIONAL)
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        if works:
            assert unsubscribe(token)
        else:
            with pytest.raises(LinkExpiredError):
                unsubscribe(token)


def test_a_link_that_is_none_of_ours_does_nothing(cast: Cast) -> None:
    token = unsubscribe_token(cast.employee.pk, OPTIONAL)
    for broken in (
        token[:-1],
        "x",
        unsubscribe_token(0, OPTIONAL),
        unsubscribe_token(cast.employee.pk, MANDATORY),
        unsubscribe_token(cast.employee.pk, "never.registered"),
    ):
        with pytest.raises(LinkBrokenError):
            unsubscribe(broken)
    assert not MailOptOut.objects.exists()


def test_an_absence_is_removed_by_nobody_else(cast: Cast) -> None:
    absence = add_absence(by=cast.secretary, first_day=date(2027, 3, 1), last_day=date(2027, 3, 8))
    with pytest.raises(Absence.DoesNotExist):
        remove_absence(absence, by=cast.outsider)
    remove_absence(absence, by=cast.secretary)
    assert not Absence.objects.exists()


def test_one_sees_who_steps_in_for_ones_seats(cast: Cast) -> None:
    day = date(2027, 3, 1)
    assert [cover.substitute for cover in covers_of(cast.secretary, day)] == [None]
    substitute_for(cast.secretary, cast.outsider)
    assert [cover.substitute for cover in covers_of(cast.secretary, day)] == [cast.outsider]
    assert covers_of(cast.outsider, day) == []
