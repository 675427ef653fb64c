"""The overview counts each task at every step it came to, and says which have come to a halt, and when."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from portal.core.clock import at
from portal.core.text import Text
from projects.models import Result, ResultUse
from students.models import Interest, StudentTask
from students.queries.overview import by_semester, standing
from students.queries.stuck import WHY, halts_on, stuck_tasks
from students.rules.enums import AssignmentState, TaskState
from tests.students.factories import InterestFactory, TaskFactory, assigned

MONDAY = date(2026, 10, 5)
"""With no quiet time in the weeks before."""


@pytest.fixture(autouse=True)
def _in_october(partnership: Any) -> Any:
    with time_machine.travel(at(MONDAY, time(12)), tick=False):
        yield


def waiting(state: str, days: int, **values: Any) -> StudentTask:
    """A task that was last touched so many days ago."""
    moment = timezone.now() - timedelta(days=days)
    task: StudentTask = TaskFactory.create(state=state, moved_at=moment, updated_at=moment, **values)
    return task


def why_stuck() -> list[str]:
    return [key for one in stuck_tasks(halts_on(MONDAY)) for key, words in WHY.items() if words is one.why]


@pytest.mark.parametrize(("days", "stuck"), [(7, []), (8, ["check"])], ids=["in time", "too late"])
def test_a_check_is_stuck_once_five_working_days_are_over(days: int, stuck: list[str]) -> None:
    waiting(TaskState.SUBMITTED, days)
    assert why_stuck() == stuck


def test_quiet_weeks_stand_still() -> None:
    """Weeks 27 to 31 are quiet."""
    task = TaskFactory.create(state=TaskState.SUBMITTED, moved_at=at(date(2026, 6, 26), time(12)))
    assert [one.task for one in stuck_tasks(halts_on(date(2026, 8, 7)))] == []
    assert [one.task for one in stuck_tasks(halts_on(date(2026, 8, 8)))] == [task]


def ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def test_a_silent_leader_and_a_forgotten_draft_are_stuck() -> None:
    waiting(TaskState.DRAFT, 3, asked_leader_at=ago(9))
    waiting(TaskState.DRAFT, 9, asked_leader_at=ago(3))
    waiting(TaskState.DRAFT, 40)
    waiting(TaskState.DRAFT, 20)
    assert sorted(why_stuck()) == ["draft", "leader"]


def test_what_nobody_took_is_stuck_from_the_day_after_its_deadline() -> None:
    task = waiting(TaskState.PUBLISHED, 40, deadline=MONDAY)
    assert stuck_tasks(halts_on(MONDAY)) == []
    (one,) = stuck_tasks(halts_on(MONDAY + timedelta(days=1)))
    assert (one.task, one.since) == (task, MONDAY)
    assigned(task)
    assert stuck_tasks(halts_on(MONDAY + timedelta(days=1))) == []


def test_work_that_has_not_started_a_month_into_the_semester_is_stuck() -> None:
    task = waiting(TaskState.FULL, 40, semester="2026-2")
    assigned(task, state=AssignmentState.APPROVED)
    assert why_stuck() == ["start"]
    assert stuck_tasks(halts_on(date(2026, 8, 20))) == []


def test_interest_is_stuck_once_seven_working_days_are_over() -> None:
    task = TaskFactory.create()
    InterestFactory.create(task=task, created_at=ago(11))
    assert why_stuck() == []
    InterestFactory.create(task=task, created_at=ago(12))
    (one,) = stuck_tasks(halts_on(MONDAY))
    assert (one.task, one.since, one.why) == (task, MONDAY - timedelta(days=12), WHY["interest"])
    Interest.objects.update(state="waitlisted")
    assert why_stuck() == []


def test_approval_is_stuck_once_seven_working_days_are_over() -> None:
    assigned(TaskFactory.create(), moved_at=ago(11))
    assert why_stuck() == []
    assigned(TaskFactory.create(), moved_at=ago(12))
    (one,) = stuck_tasks(halts_on(MONDAY))
    assert (one.since, one.why) == (MONDAY - timedelta(days=12), WHY["approval"])


def test_work_past_its_end_is_stuck_until_it_is_delivered() -> None:
    signed = {"agreement_on": MONDAY, "agreement_ref": "26/1", "state": AssignmentState.IN_PROGRESS}
    assigned(TaskFactory.create(), ends_on=MONDAY, **signed)
    assert why_stuck() == []
    work = assigned(TaskFactory.create(), ends_on=MONDAY - timedelta(days=1), **signed)
    (one,) = stuck_tasks(halts_on(MONDAY))
    assert (one.task, one.since, one.why) == (work.task, MONDAY - timedelta(days=1), WHY["late"])


def test_the_longest_stuck_comes_first() -> None:
    newer, older = waiting(TaskState.SUBMITTED, 20), waiting(TaskState.SUBMITTED, 30)
    assert [one.task for one in stuck_tasks(halts_on(MONDAY))] == [older, newer]


def test_states_tell_how_many_and_how_old() -> None:
    waiting(TaskState.SUBMITTED, 3)
    waiting(TaskState.SUBMITTED, 12)
    (row,) = [one for one in standing(MONDAY, halts_on(MONDAY)) if one.count]
    assert (row.state, row.count, row.stuck, row.days) == (TaskState.SUBMITTED, 2, 1, 12)


def test_a_task_counts_at_each_step_it_came_to() -> None:
    TaskFactory.create(state=TaskState.DRAFT, published_at=None)
    TaskFactory.create(state=TaskState.SUBMITTED, published_at=None)
    TaskFactory.create()
    done = {"agreement_on": MONDAY, "agreement_ref": "26/1", "delivered_on": MONDAY}
    task = TaskFactory.create()
    work = assigned(task, state=AssignmentState.DELIVERED, **done)
    assert [tuple(one.all) for one in by_semester()] == [(3, 2, 1, 1, 0)]
    result = Result.objects.create(
        slug="r", kind="thesis", title=Text(nb="R"), summary=Text(nb="R"), happened_on=MONDAY, state="draft"
    )
    type(work).objects.filter(pk=work.pk).update(result=result)
    use = ResultUse.objects.create(result=result, year=2026, answer="not")
    assert tuple(by_semester()[0].all)[-1] == 0
    ResultUse.objects.filter(pk=use.pk).update(answer="partly")
    assert tuple(by_semester()[0].all) == (3, 2, 1, 1, 1)


def test_an_offer_is_no_assignment_and_the_newest_semester_comes_first() -> None:
    assigned(TaskFactory.create(semester="2026-2"), state=AssignmentState.OFFERED)
    TaskFactory.create(semester="2027-1")
    found = by_semester()
    assert [one.semester.key for one in found] == ["2027-1", "2026-2"]
    assert tuple(found[1].all) == (1, 1, 0, 0, 0)


def test_counting_takes_as_many_queries_whatever_the_number(django_assert_num_queries: Any) -> None:
    for number in range(30):
        TaskFactory.create(semester=f"20{30 + number}-1")
    with django_assert_num_queries(3):
        by_semester()
