"""The team's queue: the oldest first, with a promise in working days, and duties for those who may check."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.core.awaiting import told
from portal.core.clock import at
from portal.partnership.models import QuietPeriod
from students.models import StudentTask
from students.queries.check import check_duties, nearest_tasks, queue
from students.workflows.check import look, publish
from students.workflows.post import change_task
from tests.cast import Cast
from tests.students.checking import waiting
from tests.students.factories import TaskFactory
from tests.students.posting import text

MONDAY = date(2026, 10, 5)


def sent(cast: Cast, day: date, **values: Any) -> StudentTask:
    with time_machine.travel(at(day, time(23, 30)), tick=False):
        return waiting(cast, **values)


@pytest.fixture(autouse=True)
def _no_quiet_time(cast: Cast) -> Any:
    QuietPeriod.objects.all().delete()
    with time_machine.travel(at(date(2026, 10, 20), time(9)), tick=False):
        yield


def test_the_oldest_stands_first_with_the_fifth_working_day(cast: Cast) -> None:
    newer, older = sent(cast, date(2026, 10, 8)), sent(cast, MONDAY)
    found = queue(cast.team_university)
    assert [row.task for row in found] == [older, newer]
    assert [row.due for row in found] == [date(2026, 10, 12), date(2026, 10, 15)]


def test_quiet_time_stands_still(cast: Cast) -> None:
    QuietPeriod.objects.create(key="autumn", definition={"weeks": [42, 42]}, name={"nb": "Høstferie"})
    sent(cast, date(2026, 10, 8))
    [row] = queue(cast.team_university)
    assert row.due == date(2026, 10, 22)


def test_an_edit_in_the_check_does_not_put_off_the_promise(cast: Cast) -> None:
    task = sent(cast, MONDAY)
    change_task(task, {"place": "Hjemme"}, by=cast.employee, seen=task.version)
    look(task, by=cast.team_municipality, seen=task.version)
    [row] = queue(cast.team_university)
    assert row.due == date(2026, 10, 12)


def test_the_team_has_a_duty_for_each_and_others_none(cast: Cast) -> None:
    task = sent(cast, MONDAY)
    for member in (cast.team_university, cast.team_municipality):
        [duty] = told(check_duties(member), most=100)
        assert (duty.due, duty.url) == (date(2026, 10, 12), f"/studentoppgaver/{task.slug}/kontroll/")
    for other in (cast.employee, cast.administrator, cast.secretary, cast.student):
        assert told(check_duties(other), most=100) == []


def test_ones_own_task_is_a_colleagues_duty(cast: Cast) -> None:
    sent(cast, MONDAY, author=cast.team_municipality)
    assert told(check_duties(cast.team_municipality), most=100) == []
    assert len(told(check_duties(cast.team_university), most=100)) == 1
    assert queue(cast.team_municipality)[0].own


def test_who_has_looked_leaves_the_rest_to_a_colleague_who_hears_of_it(cast: Cast) -> None:
    task = sent(cast, MONDAY)
    look(task, by=cast.team_municipality, seen=task.version)
    assert told(check_duties(cast.team_municipality), most=100) == []
    [duty] = told(check_duties(cast.team_university), most=100)
    assert str(cast.team_municipality) in duty.summary


def test_a_changed_task_is_a_duty_until_it_is_seen(cast: Cast) -> None:
    task = sent(cast, MONDAY)
    publish(task, by=cast.team_university, seen=task.version, reason="Alene.")
    assert told(check_duties(cast.team_university), most=100) == []
    change_task(task, {"place": "Hjemme"}, by=cast.employee, seen=task.version)
    assert len(told(check_duties(cast.team_university), most=100)) == 1


def test_a_long_queue_costs_no_more_queries(cast: Cast) -> None:
    def cost(number: int) -> int:
        for _task in range(number):
            task = sent(cast, MONDAY)
            look(task, by=cast.team_municipality, seen=task.version)
        with CaptureQueriesContext(
            connection,
        ) as found:
            queue(cast.team_university)
        return len(found)

    cost(1)
    assert cost(1) == cost(9)


def test_the_nearest_published_tasks_stand_beside_it(cast: Cast) -> None:
    near = TaskFactory.create(title=text("Hvordan hindrer vi at eldre faller hjemme om natta?"))
    TaskFactory.create(title=text("Hva skal til for å fylle svømmehallen?"), summary=text("Den er tom."))
    waiting(cast, title=text("Hvordan hindrer vi at eldre faller på sykehjem?"))
    task = waiting(cast, title=text("Hvorfor faller eldre om natta hjemme?"), summary=text("Mange faller."))
    assert [thread.key for thread in nearest_tasks(task)] == [near.slug]
