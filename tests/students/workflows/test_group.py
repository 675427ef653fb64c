"""The group of an interest changes while nothing is offered, and nobody is flooded with mail by it."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from portal.core.clock import at
from portal.core.workflows.transition import NotPossibleError
from students.models import Interest
from students.queries.work import works
from students.rules.enums import AssignmentState
from students.rules.interest_link import member_token
from students.workflows.assign import offer
from students.workflows.group import MOST_A_DAY, Fellow, add_fellow, ask_again, take_out
from students.workflows.group_member import EndedError, answer_as_member, read_member_link
from tests.cast import Cast
from tests.students.showing import mails, open_task, shown, student, subjects
from tests.students.working import answer, delivered, task_of, work_on

NOON = at(date(2026, 10, 5), time(12))
KARI = "kari@test.example"
OLA = Fellow("Ola", "ola@test.example")


@pytest.fixture(autouse=True)
def _in_october(db: None) -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def interest(cast: Cast) -> Interest:
    return shown(open_task(cast), cast.student, fellows=(KARI,))


def test_one_more_is_named_and_asked(cast: Cast, interest: Interest) -> None:
    add_fellow(interest, OLA, by=cast.student)
    assert [one.name for one in interest.members.all()] == ["Kari", "Ola"]
    assert subjects(OLA.email) == ["asked"]


@pytest.mark.parametrize("fellow", [Fellow("Kari", KARI.upper()), Fellow("Meg", "STUDENT@test.example")])
def test_nobody_stands_twice(cast: Cast, interest: Interest, fellow: Fellow) -> None:
    with pytest.raises(NotPossibleError):
        add_fellow(interest, fellow, by=cast.student)


def test_the_group_has_no_more_than_the_task_is_for(cast: Cast) -> None:
    interest = shown(open_task(cast, group_max=2), cast.student, fellows=(KARI,))
    with pytest.raises(NotPossibleError):
        add_fellow(interest, OLA, by=cast.student)
    answer_as_member(interest.members.get(), yes=False)
    add_fellow(interest, OLA, by=cast.student)


def test_it_is_the_registrants_to_change_and_only_while_nothing_is_offered(
    cast: Cast, interest: Interest
) -> None:
    with pytest.raises(PermissionDenied):
        add_fellow(interest, OLA, by=student("other"))
    offer(interest, by=cast.employee)
    with pytest.raises(NotPossibleError):
        add_fellow(interest, OLA, by=cast.student)
    with pytest.raises(NotPossibleError):
        take_out(interest.members.get(), by=cast.student)


def test_whoever_had_said_yes_hears_that_they_are_out(cast: Cast, interest: Interest) -> None:
    kari = interest.members.get()
    answer_as_member(kari, yes=True)
    token = member_token(kari.pk, kari.email)
    take_out(kari, by=cast.student)
    assert not interest.members.exists()
    assert subjects(KARI) == ["asked", "taken_out"]
    with pytest.raises(EndedError):
        read_member_link(token)


def test_a_misspelt_address_gets_no_more_mail(cast: Cast, interest: Interest) -> None:
    take_out(interest.members.get(), by=cast.student)
    [question] = mails(address=KARI)
    assert question.state == "dropped"


def test_the_link_is_sent_again_once_a_day_to_who_has_not_answered(cast: Cast, interest: Interest) -> None:
    kari = interest.members.get()
    with pytest.raises(NotPossibleError):
        ask_again(kari, by=cast.student)
    with time_machine.travel(NOON + timedelta(days=1, minutes=1), tick=False):
        offer(interest, by=cast.employee)
        ask_again(kari, by=cast.student)
        with pytest.raises(NotPossibleError):
            ask_again(kari, by=cast.student)
        assert subjects(KARI) == ["asked", "asked"]
    with time_machine.travel(NOON + timedelta(days=3), tick=False):
        answer_as_member(kari, yes=True)
        with pytest.raises(NotPossibleError):
            ask_again(kari, by=cast.student)


def test_nobody_floods_others_with_questions(cast: Cast) -> None:
    interest = shown(open_task(cast, group_max=60), cast.student)
    for number in range(MOST_A_DAY):
        take_out(
            add_fellow(interest, Fellow("x", f"x{number}@test.example"), by=cast.student), by=cast.student
        )
    with pytest.raises(NotPossibleError):
        add_fellow(interest, OLA, by=cast.student)
    with time_machine.travel(NOON + timedelta(days=1, minutes=1), tick=False):
        add_fellow(interest, OLA, by=cast.student)


def test_nobody_is_in_two_groups_with_the_same_task(cast: Cast, interest: Interest) -> None:
    kari = student("kari")
    other = shown(interest.task, student("other"), fellows=(KARI,))
    answer_as_member(interest.members.get(), yes=True)
    with pytest.raises(NotPossibleError):
        answer_as_member(other.members.get(), yes=True)
    with pytest.raises(NotPossibleError):
        shown(interest.task, kari)
    answer_as_member(interest.members.get(), yes=False)
    answer_as_member(other.members.get(), yes=True)


def test_who_says_late_that_they_did_the_work_is_asked_too_before_it_is_shown(cast: Cast) -> None:
    with time_machine.travel(at(date(2027, 6, 1), time(12)), tick=False):
        work = work_on(task_of(cast), cast, AssignmentState.IN_PROGRESS)
        assert work.interest is not None
        late = work.interest.members.create(name="Ola", email=OLA.email)
        work = delivered(work, cast)
        answer(work, "Kari")
        assert answer(work, cast.student.name).consent
        answer_as_member(late, yes=True)
        work = works().get(pk=work.pk)
        assert (work.consent, work.authors) == (False, 3)
        assert work.result is not None
        assert work.result.state == "withdrawn"
        assert len(mails(kind="students.work_consent", address=OLA.email)) == 1
        assert answer(work, "Ola").consent
        with pytest.raises(NotPossibleError):
            answer_as_member(late, yes=False)
