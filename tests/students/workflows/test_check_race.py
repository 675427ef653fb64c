"""Two of the team who answer at once: one answer counts, and the other is told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.db import connection

from portal.core.clock import at
from portal.core.models import OutboxMessage
from portal.core.workflows.transition import NotPossibleError, StaleError
from students.models import StudentTask
from students.rules.enums import TaskState
from students.workflows.check import publish, return_task
from tests.cast import Cast
from tests.core.workflows.test_delivery_race import run_together
from tests.students.checking import history, waiting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _in_october(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr("portal.core.workflows.outbox.hurry_along", lambda: None)
    with time_machine.travel(at(date(2026, 10, 5), time(12)), tick=False):
        yield


def answering(answer: Callable[[], Any], start: threading.Barrier, outcomes: list[str]) -> Callable[[], None]:
    def act() -> None:
        try:
            start.wait()
            answer()
            outcomes.append("counts")
        except (StaleError, NotPossibleError):
            outcomes.append("told")
        finally:
            connection.close()

    return act


def at_once(*answers: Callable[[], Any]) -> list[str]:
    outcomes: list[str] = []
    start = threading.Barrier(len(answers), timeout=30)
    run_together(*(answering(answer, start, outcomes) for answer in answers))
    return sorted(outcomes)


def test_of_two_who_publish_at_once_one_does(cast: Cast) -> None:
    task = waiting(cast)
    seen, same = task.version, StudentTask.objects.get(pk=task.pk)
    outcome = at_once(
        lambda: publish(task, by=cast.team_university, seen=seen, reason="Jeg er alene."),
        lambda: publish(same, by=cast.team_municipality, seen=seen, reason="Jeg er alene."),
    )
    assert outcome == ["counts", "told"]
    assert history(task).count("publish") == 1
    assert OutboxMessage.objects.filter(kind="students.checked").count() == 1


def test_of_a_yes_and_a_return_at_once_one_counts(cast: Cast) -> None:
    task = waiting(cast)
    seen, same = task.version, StudentTask.objects.get(pk=task.pk)
    outcome = at_once(
        lambda: publish(task, by=cast.team_university, seen=seen, reason="Jeg er alene."),
        lambda: return_task(same, by=cast.team_municipality, seen=seen, comments={"title": "Kortere."}),
    )
    assert outcome == ["counts", "told"]
    now = StudentTask.objects.get(pk=task.pk)
    assert ("publish" in history(task)) == (now.state == TaskState.PUBLISHED)
    assert ("return" in history(task)) == (now.state == TaskState.DRAFT)
    assert bool(now.comments) == (now.state == TaskState.DRAFT)
