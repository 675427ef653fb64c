"""A group's work: approved academically, started when data and agreement allow, completed or broken off."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from portal.core.clock import at
from portal.core.models import OutboxMessage, ThreadChange
from portal.core.workflows.transition import NotPossibleError, StaleError
from students.models import Assignment
from students.rules.assignment import ASSIGNMENT
from students.rules.enums import AssignmentState, TaskState
from students.workflows.moving import move
from students.workflows.work import (
    approve,
    break_off,
    record_agreement,
    record_clearing,
    tick_points,
)
from students.workflows.work_mail import ENDED
from tests.cast import Cast
from tests.students.working import delivered, task_of, work_on

FEBRUARY = at(date(2027, 2, 1), time(12))
S = AssignmentState


@pytest.fixture(autouse=True)
def _in_february(db: None) -> Any:
    with time_machine.travel(FEBRUARY, tick=False):
        yield


def sign(work: Assignment, cast: Cast) -> Assignment:
    return record_agreement(
        work,
        signed_on=date(2027, 1, 20),
        reference="2027/9",
        ends_on=date(2027, 5, 20),
        by=cast.employee,
        seen=work.version,
    )


def start(work: Assignment, cast: Cast) -> Assignment:
    return move(work, ASSIGNMENT, "start", by=cast.employee)


def test_its_supervisor_approves_it_and_the_owner_does_not(cast: Cast) -> None:
    work = work_on(task_of(cast), cast)
    for who in (cast.employee, cast.student, cast.course_coordinator, cast.unit_leader):
        with pytest.raises(PermissionDenied):
            approve(work, by=who)
    approve(work, by=cast.supervisor)
    assert (work.state, work.approved_by, work.supervisor) == (S.APPROVED, cast.supervisor, cast.supervisor)


def test_the_team_approves_on_behalf_and_becomes_nobodys_supervisor(cast: Cast) -> None:
    work = approve(work_on(task_of(cast), cast), by=cast.team_university)
    assert (work.approved_by, work.supervisor) == (cast.team_university, None)


def test_it_starts_with_an_agreement_and_not_before(cast: Cast) -> None:
    work = work_on(task_of(cast), cast, S.APPROVED)
    with pytest.raises(NotPossibleError):
        start(work, cast)
    sign(work, cast)
    assert start(work, cast).state == S.IN_PROGRESS


@pytest.mark.parametrize("data", ["personal", "sensitive"])
def test_personal_data_block_the_start_until_they_are_cleared(cast: Cast, data: str) -> None:
    task = task_of(cast, data=data)
    work = sign(work_on(task, cast, S.APPROVED), cast)
    with pytest.raises(NotPossibleError):
        start(work, cast)
    record_clearing(task, cleared_on=date(2027, 1, 30), reference="Sikt 123", by=cast.employee)
    assert start(work, cast).state == S.IN_PROGRESS


def test_there_is_nothing_to_clear_where_the_task_needs_no_such_data(cast: Cast) -> None:
    with pytest.raises(NotPossibleError):
        record_clearing(
            task_of(cast, data="open"), cleared_on=date(2027, 1, 30), reference="x", by=cast.employee
        )


def test_the_database_itself_starts_nothing_without_an_agreement(cast: Cast) -> None:
    work = work_on(task_of(cast), cast, S.APPROVED)
    with (
        pytest.raises(IntegrityError, match="assignment_starts_with_an_agreement"),
        transaction.atomic(),
    ):
        Assignment.objects.filter(pk=work.pk).update(state=S.IN_PROGRESS)


def test_what_somebody_else_recorded_meanwhile_is_not_written_over(cast: Cast) -> None:
    work = work_on(task_of(cast), cast, S.APPROVED)
    seen = Assignment.objects.get(pk=work.pk)
    sign(work, cast)
    with pytest.raises(StaleError):
        sign(seen, cast)


def test_a_point_is_ticked_by_whoever_came_first_and_can_be_unticked(cast: Cast) -> None:
    work = work_on(task_of(cast), cast, S.IN_PROGRESS)
    tick_points(work, ["kickoff"], by=cast.employee)
    tick_points(work, ["kickoff", "access"], by=cast.supervisor)
    assert set(work.points.values_list("point", "by")) == {
        ("kickoff", cast.employee.pk),
        ("access", cast.supervisor.pk),
    }
    tick_points(work, [], by=cast.employee)
    assert not work.points.exists()


def test_what_is_broken_off_frees_its_place_and_tells_why(cast: Cast) -> None:
    task = task_of(cast, state=TaskState.FULL)
    work = work_on(task, cast, S.IN_PROGRESS)
    with pytest.raises(NotPossibleError):
        break_off(work, by=cast.employee, reason=" ")
    break_off(work, by=cast.employee, reason="Gruppa har fått jobb.")
    task.refresh_from_db()
    assert (work.state, task.state) == (S.BROKEN_OFF, TaskState.PUBLISHED)
    mails = OutboxMessage.objects.filter(kind=ENDED)
    assert set(mails.values_list("address", flat=True)) == {
        cast.student.email,
        "kari@test.example",
        cast.supervisor.email,
    }
    assert all("Gruppa har fått jobb." in mail.text for mail in mails)


def test_what_is_delivered_is_completed_and_never_broken_off(cast: Cast) -> None:
    with time_machine.travel(at(date(2027, 6, 1), time(12)), tick=False):
        work = delivered(work_on(task_of(cast), cast, S.IN_PROGRESS), cast)
        with pytest.raises(NotPossibleError):
            break_off(work, by=cast.employee, reason="x")
        assert move(work, ASSIGNMENT, "complete", by=cast.employee).state == S.COMPLETED


def test_the_history_names_no_student(cast: Cast) -> None:
    work = approve(work_on(task_of(cast), cast), by=cast.supervisor)
    told = ThreadChange.objects.filter(thread=work.task.thread, action="assignment.approve").get()
    assert (told.by, told.note) == (cast.supervisor, "")
    assert cast.student.name not in str(told.data)
