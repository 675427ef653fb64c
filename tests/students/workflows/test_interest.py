"""Students show interest in open tasks, get a receipt, and those they name say yes or no themselves."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from portal.core.clock import at
from portal.core.workflows.transition import NotPossibleError
from students.queries.interest import group_name, people
from students.rules.enums import InterestState, TaskState
from students.rules.interest_link import member_token
from students.rules.leader_link import LinkBrokenError, LinkExpiredError
from students.workflows.group_member import EndedError, answer_as_member, read_member_link
from students.workflows.interest import withdraw
from tests.cast import Cast
from tests.students.showing import mails, open_task, shown, student, subjects

MONDAY = date(2026, 10, 5)


@pytest.fixture(autouse=True)
def _in_october(db: None) -> Any:
    with time_machine.travel(at(MONDAY, time(12)), tick=False):
        yield


def test_a_student_gets_a_receipt_with_the_day_of_the_answer(cast: Cast) -> None:
    task = open_task(cast)
    interest = shown(task, cast.student)
    assert interest.state == InterestState.REGISTERED
    [receipt] = mails(kind="students.interest_answered", address=cast.student.email)
    assert "14. oktober 2026" in receipt.text
    assert subjects(cast.employee.email) == ["new"]


def test_an_owner_gets_one_mail_a_day_however_many_show_interest(cast: Cast) -> None:
    task = open_task(cast)
    for name in ("a", "b", "c"):
        shown(task, student(name))
    assert subjects(cast.employee.email) == ["new"]


@pytest.mark.parametrize("who", ["employee", "supervisor", "outsider", "team_university"])
def test_only_students_show_interest(cast: Cast, who: str) -> None:
    with pytest.raises(PermissionDenied):
        shown(open_task(cast), cast.by_name()[who])


@pytest.mark.parametrize("state", sorted(set(TaskState) - {TaskState.PUBLISHED}))
def test_only_a_published_task_is_open(cast: Cast, state: str) -> None:
    with pytest.raises(NotPossibleError):
        shown(open_task(cast, state=state), cast.student)


def test_it_is_open_on_the_last_day_and_not_after_it(cast: Cast) -> None:
    shown(open_task(cast, deadline=MONDAY), cast.student)
    with pytest.raises(NotPossibleError):
        shown(open_task(cast, deadline=date(2026, 10, 4)), cast.student)


def test_nobody_waits_twice_for_one_task_but_may_try_again_after_withdrawing(cast: Cast) -> None:
    task = open_task(cast)
    first = shown(task, cast.student)
    with pytest.raises(NotPossibleError):
        shown(task, cast.student)
    withdraw(first, by=cast.student)
    assert shown(task, cast.student).state == InterestState.REGISTERED


def test_nobody_withdraws_for_others(cast: Cast) -> None:
    interest = shown(open_task(cast), cast.student)
    with pytest.raises(PermissionDenied):
        withdraw(interest, by=cast.employee)


def test_those_named_are_asked_by_a_secret_link_of_their_own(cast: Cast) -> None:
    interest = shown(open_task(cast), cast.student, fellows=("kari@test.example", "ola@test.example"))
    asked = mails(kind="students.group_member")
    assert {mail.address for mail in asked} == {"kari@test.example", "ola@test.example"}
    assert all(mail.secret for mail in asked)
    assert people(interest) == {cast.student.email, "kari@test.example", "ola@test.example"}


def test_whoever_says_yes_gets_the_groups_answers(cast: Cast) -> None:
    interest = shown(open_task(cast), cast.student, fellows=("kari@test.example", "ola@test.example"))
    kari = interest.members.get(email="kari@test.example")
    answer_as_member(kari, yes=True)
    withdraw(interest, by=cast.student)
    assert subjects("kari@test.example") == ["asked", "withdraw"]
    assert subjects("ola@test.example") == ["asked"]


def test_a_no_is_told_once_and_is_out_of_the_group(cast: Cast) -> None:
    interest = shown(open_task(cast), cast.student, fellows=("kari@test.example",))
    kari = interest.members.get()
    answer_as_member(kari, yes=False)
    answer_as_member(kari, yes=False)
    assert subjects(cast.student.email) == ["registered", "no"]
    interest.refresh_from_db()
    assert people(interest) == {cast.student.email}


def test_the_last_answer_of_a_member_counts(cast: Cast) -> None:
    interest = shown(open_task(cast), cast.student, fellows=("kari@test.example",))
    kari = interest.members.get()
    answer_as_member(kari, yes=False)
    answer_as_member(kari, yes=True)
    kari.refresh_from_db()
    assert kari.said_no_at is None
    assert kari.confirmed_at is not None


def test_a_link_speaks_for_the_address_it_was_sent_to(cast: Cast) -> None:
    kari = shown(open_task(cast), cast.student, fellows=("kari@test.example",)).members.get()
    assert read_member_link(member_token(kari.pk, kari.email)) == kari
    for token in ("tull", member_token(kari.pk, "other@test.example")):
        with pytest.raises(LinkBrokenError):
            read_member_link(token)


def test_a_link_ends_with_the_interest_and_with_time(cast: Cast) -> None:
    interest = shown(open_task(cast), cast.student, fellows=("kari@test.example",))
    token = member_token(interest.members.get().pk, "kari@test.example")
    with time_machine.travel(at(date(2027, 2, 10), time(12))), pytest.raises(LinkExpiredError):
        read_member_link(token)
    withdraw(interest, by=cast.student)
    with pytest.raises(EndedError):
        read_member_link(token)


def test_a_group_without_a_name_is_called_after_who_registered_it(cast: Cast) -> None:
    task = open_task(cast)
    assert group_name(shown(task, cast.student)) == cast.student.name
    assert group_name(shown(task, student("b"), name="Matvinn")) == "Matvinn"
