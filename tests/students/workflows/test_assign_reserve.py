"""University staff reserve an open task for a course and answer its students; owners are told."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from portal.core.clock import at
from portal.core.workflows.transition import NotPossibleError, StaleError
from students.queries.interest import answerers
from students.rules.enums import TaskState
from students.workflows.assign import offer
from students.workflows.assign_reserve import release, reserve
from tests.cast import Cast
from tests.students.showing import open_task, shown, subjects, waiting


@pytest.fixture(autouse=True)
def _in_october(db: None) -> Any:
    with time_machine.travel(at(date(2026, 10, 5), time(12)), tick=False):
        yield


def test_whoever_reserves_it_answers_interest_and_all_are_told(cast: Cast) -> None:
    task = open_task(cast)
    shown(task, cast.student)
    reserve(task, by=cast.course_coordinator, course="Eksperter i team", seen=task.version)
    assert answerers(task) == [cast.course_coordinator]
    assert subjects(cast.student.email) == ["registered", "reserved"]
    assert subjects(cast.employee.email) == ["new", "reserved"]
    release(task, by=cast.course_coordinator, seen=task.version)
    assert answerers(task) == [cast.employee]
    assert (task.course, task.coordinator) == ("", None)


def test_an_owner_who_has_left_is_not_told(cast: Cast) -> None:
    task = open_task(cast)
    cast.employee.affiliations.update(last_day=date(2026, 10, 4))
    reserve(task, by=cast.course_coordinator, course="EiT", seen=task.version)
    assert subjects(cast.employee.email) == []


@pytest.mark.parametrize("who", ["employee", "student", "outsider", "steering_member"])
def test_only_university_staff_reserve(cast: Cast, who: str) -> None:
    task = open_task(cast)
    with pytest.raises(PermissionDenied):
        reserve(task, by=cast.by_name()[who], course="EiT", seen=task.version)


def test_what_a_group_is_offered_or_another_course_has_is_not_reserved(cast: Cast) -> None:
    task = open_task(cast)
    offer(waiting(task, 1)[0], by=cast.employee)
    taken = open_task(cast, assign_by="course", course="EiT", coordinator=cast.course_coordinator)
    over = open_task(cast, deadline=date(2026, 10, 4))
    draft = open_task(cast, state=TaskState.DRAFT)
    for one in (task, taken, over, draft):
        with pytest.raises(NotPossibleError):
            reserve(one, by=cast.supervisor, course="EiT", seen=one.version)


def test_it_is_reserved_on_what_was_read(cast: Cast) -> None:
    task = open_task(cast)
    with pytest.raises(StaleError):
        reserve(task, by=cast.supervisor, course="EiT", seen=task.version + 1)


@pytest.mark.parametrize(
    ("who", "may"), [("employee", True), ("team_university", True), ("supervisor", False)]
)
def test_its_owner_and_the_team_give_it_back_too(cast: Cast, who: str, may: bool) -> None:
    task = open_task(cast, assign_by="course", course="EiT", coordinator=cast.course_coordinator)
    if may:
        release(task, by=cast.by_name()[who], seen=task.version)
        return
    with pytest.raises(PermissionDenied):
        release(task, by=cast.by_name()[who], seen=task.version)
