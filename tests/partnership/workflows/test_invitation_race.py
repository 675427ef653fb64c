"""Two windows, two people, one seat: the database lets one through, and the other is told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from portal.core.clock import today
from portal.core.models import OutboxMessage
from portal.partnership.models import Invitation, Seat, Tenure, User
from portal.partnership.workflows import invitation as workflow
from portal.partnership.workflows.invitation import NotPossibleError, accept
from portal.partnership.workflows.tenure import SeatTakenError
from tests.cast import Cast
from tests.core.workflows.test_delivery_race import run_together
from tests.partnership.inviting import free_seat, sent

pytestmark = pytest.mark.django_db(transaction=True)
EXCLUSION = "one_person_in_a_seat_at_a_time"


@pytest.fixture(autouse=True)
def _nobody_hurries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.core.workflows.outbox.hurry_along", lambda: None)


def say_yes_at_once(*answers: tuple[Invitation, User]) -> list[str]:
    outcomes: list[str] = []
    start = threading.Barrier(len(answers), timeout=30)
    run_together(*(_saying_yes(invitation, by, start, outcomes) for invitation, by in answers))
    return sorted(outcomes)


def _saying_yes(
    invitation: Invitation, by: User, start: threading.Barrier, outcomes: list[str]
) -> Callable[[], None]:
    def say_yes() -> None:
        try:
            mine = Invitation.objects.select_related("seat__body", "by").get(pk=invitation.pk)
            start.wait()
            accept(mine, by=by)
            outcomes.append("yes")
        except SeatTakenError:
            outcomes.append("taken")
        except NotPossibleError:
            outcomes.append("not possible")
        finally:
            connection.close()

    return say_yes


def test_control_without_the_constraint_two_people_hold_one_seat(cast: Cast) -> None:
    seat = free_seat()
    one, other = sent(seat=seat).invitation, sent(seat=seat).invitation
    constraint = next(each for each in Tenure._meta.constraints if each.name == EXCLUSION)
    with connection.schema_editor() as editor:
        editor.remove_constraint(Tenure, constraint)
    try:
        assert say_yes_at_once((one, cast.outsider), (other, cast.employee)) == ["yes", "yes"]
        assert Tenure.objects.filter(seat=seat).count() == 2
    finally:
        Tenure.objects.filter(seat=seat).delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Tenure, constraint)


def test_of_two_people_who_accept_the_same_seat_one_is_told_that_it_is_taken(cast: Cast) -> None:
    seat = free_seat()
    one, other = sent(seat=seat).invitation, sent(seat=seat).invitation
    assert say_yes_at_once((one, cast.outsider), (other, cast.employee)) == ["taken", "yes"]
    assert Tenure.objects.filter(seat=seat).count() == 1
    assert sorted(Invitation.objects.values_list("state", flat=True)) == ["accepted", "sent"]


def test_of_two_who_come_after_the_same_holder_one_does_and_the_holder_leaves_once(cast: Cast) -> None:
    seat = Seat.objects.get(tenures__user=cast.secretary)
    tomorrow = today() + timedelta(days=1)
    one = sent(seat=seat, first_day=tomorrow).invitation
    other = sent(seat=seat, first_day=tomorrow).invitation
    assert say_yes_at_once((one, cast.outsider), (other, cast.employee)) == ["taken", "yes"]
    assert Tenure.objects.get(user=cast.secretary).last_day == today()
    thanks = OutboxMessage.objects.filter(kind="people.seat_handed_over", recipient=cast.secretary)
    assert thanks.count() == 1


def test_control_without_the_condition_one_invitation_is_accepted_twice(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workflow, "step", lambda *_args, **_values: None)
    invitation = sent(unit=cast.employee.affiliations.get().unit, role="leader").invitation
    assert say_yes_at_once((invitation, cast.outsider), (invitation, cast.called_in)) == ["yes", "yes"]


def test_one_invitation_in_two_windows_is_accepted_once(cast: Cast) -> None:
    invitation = sent().invitation
    outcomes = say_yes_at_once((invitation, cast.outsider), (invitation, cast.employee))
    assert outcomes == ["not possible", "yes"]
    assert Tenure.objects.filter(seat=invitation.seat).count() == 1


def test_the_same_person_in_two_windows_holds_the_seat_once(cast: Cast) -> None:
    invitation = sent().invitation
    outcomes = say_yes_at_once((invitation, cast.outsider), (invitation, cast.outsider))
    assert outcomes == ["not possible", "yes"]
    assert cast.outsider.tenures.count() == 1
