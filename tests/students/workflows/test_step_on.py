"""A task that is closed or withdrawn leaves nobody waiting; with more places it is open again."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from portal.core.clock import at
from students.models import Assignment, Interest, StudentTask
from students.rules.enums import AssignmentState, InterestState, TaskState
from students.workflows import post
from students.workflows.assign import offer, put_on_waiting_list
from students.workflows.post import change_task, step_on
from tests.cast import Cast
from tests.students.factories import assigned
from tests.students.showing import open_task, shown, student, subjects, waiting


@pytest.fixture(autouse=True)
def _in_october(db: None) -> Any:
    with time_machine.travel(at(date(2026, 10, 5), time(12)), tick=False):
        yield


def state(task: StudentTask) -> str:
    task.refresh_from_db()
    return task.state


@pytest.mark.parametrize(("page", "note"), [("close", ""), ("withdraw", "Vi flytter.")])
def test_who_waits_for_a_task_that_ends_is_told_at_once(cast: Cast, page: str, note: str) -> None:
    task = open_task(cast)
    first, second = shown(task, cast.student), shown(task, student("other"))
    offer(first, by=cast.employee)
    put_on_waiting_list(second, by=cast.employee)
    client = Client()
    client.force_login(cast.employee)
    assert client.post(reverse(f"task_{page}", args=[task.slug]), {"note": note}).status_code == 302
    assert set(Interest.objects.values_list("state", flat=True)) == {InterestState.LAPSED}
    assert Assignment.objects.get().state == AssignmentState.BROKEN_OFF
    for address in (cast.student.email, second.by.email):
        assert subjects(address)[-1] == "closed"


def test_where_nobody_can_be_told_nothing_is_closed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    task = open_task(cast)

    def fail(_task: StudentTask) -> int:
        raise RuntimeError

    monkeypatch.setattr(post, "end_interest", fail)
    with pytest.raises(RuntimeError):
        step_on(task, "close", by=cast.employee)
    assert state(task) == TaskState.PUBLISHED


def test_with_fewer_places_it_is_full_and_with_more_it_is_open_again(cast: Cast) -> None:
    task = open_task(cast, groups=2)
    assigned(task)
    [left] = waiting(task, 1)
    change_task(task, {"groups": 1}, by=cast.employee, seen=task.version)
    assert state(task) == TaskState.FULL
    left.refresh_from_db()
    assert left.state == InterestState.WAITLISTED
    change_task(task, {"groups": 3}, by=cast.employee, seen=task.version)
    assert state(task) == TaskState.PUBLISHED
