"""Many groups and few places at once: the database gives out no place twice; without its rule it does."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time
from typing import Any

import pgtrigger
import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from portal.core.clock import at
from portal.core.workflows.transition import NotPossibleError
from students.models import Assignment, Interest, StudentTask
from students.rules.enums import TaskState
from students.workflows.assign import ROOM, accept, offer
from tests.cast import Cast
from tests.core.workflows.test_delivery_race import run_together
from tests.students.showing import mails, open_task, shown, waiting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _in_october(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("portal.core.workflows.outbox.hurry_along", lambda: None)
    with time_machine.travel(at(date(2026, 10, 5), time(12)), tick=False):
        yield


@pytest.fixture
def task(cast: Cast) -> StudentTask:
    return open_task(cast)


def take_a_place(interest: Interest, start: threading.Barrier) -> Callable[[], None]:
    """Write an assignment past the workflow and its lock."""

    def act() -> None:
        try:
            with transaction.atomic():
                Assignment.objects.filter(task=interest.task_id).count()
                start.wait()
                Assignment.objects.create(task_id=interest.task_id, interest=interest)
        except IntegrityError:
            pass  # the rule has said no
        finally:
            connection.close()

    return act


def test_the_database_itself_gives_the_last_place_to_one(task: StudentTask) -> None:
    start = threading.Barrier(2, timeout=30)
    run_together(*(take_a_place(interest, start) for interest in waiting(task, 2)))
    assert Assignment.objects.holding_a_place().count() == 1


def test_control_without_its_rule_both_get_the_last_place(task: StudentTask) -> None:
    start = threading.Barrier(2, timeout=30)

    def without_rule(act: Callable[[], None]) -> Callable[[], None]:
        def free() -> None:
            with pgtrigger.ignore(f"students.Assignment:{ROOM}"):
                act()

        return free

    run_together(*(without_rule(take_a_place(interest, start)) for interest in waiting(task, 2)))
    assert Assignment.objects.holding_a_place().count() == 2


def at_once(acts: list[Callable[[], Any]]) -> Counter[str]:
    """Run all of them by eight workers; gives how many were possible and how many were not."""

    def run(act: Callable[[], Any]) -> str:
        try:
            act()
        except NotPossibleError:
            return "not possible"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(8) as pool:
        return Counter(pool.map(run, acts))


def test_fifty_groups_for_three_places_give_three_and_forty_seven_who_are_told(cast: Cast) -> None:
    task = open_task(cast, groups=3)
    groups = waiting(task, 50)
    offers = at_once([lambda one=one: offer(one, by=cast.employee) for one in groups])  # type: ignore[misc]
    assert offers == {"done": 3, "not possible": 47}
    offered = list(Interest.objects.filter(state="offered").select_related("by", "task"))
    assert at_once([lambda one=one: accept(one, by=one.by) for one in offered]) == {"done": 3}  # type: ignore[misc]
    task.refresh_from_db()
    assert task.state == TaskState.FULL
    assert Interest.objects.filter(state="waitlisted").count() == 47
    assert len(mails(occurrence__startswith="full:")) == 47


def test_two_groups_that_cross_each_other_do_not_block_each_other(cast: Cast) -> None:
    """Each takes the task in which the other's interest is superseded."""
    tasks = [open_task(cast, groups=2) for _ in range(2)]
    other = waiting(tasks[1], 1)[0]
    first = [shown(task, cast.student) for task in tasks]
    second = [Interest.objects.create(task=tasks[0], by=other.by, angle="Vi også."), other]
    offer(first[0], by=cast.employee)
    offer(second[1], by=cast.employee)
    done = at_once([lambda: accept(first[0], by=cast.student), lambda: accept(second[1], by=other.by)])
    assert done == {"done": 2}
    states = [Interest.objects.get(pk=one.pk).state for one in (*first, *second)]
    assert states == ["accepted", "superseded", "superseded", "accepted"]
