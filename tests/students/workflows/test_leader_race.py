"""Two leaders who answer at once: one answer counts, and the other is told; without the lock both do."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.db import connection

from portal.core.clock import at
from portal.core.models import ThreadChange
from portal.core.workflows.transition import NotPossibleError, StaleError
from portal.partnership.models import User
from students.models import StudentTask
from students.rules.enums import TaskState
from students.workflows.leader import confirm, decline
from students.workflows.post import send
from tests.cast import Cast
from tests.core.workflows.test_delivery_race import run_together
from tests.students.posting import draft_of, rounds

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _in_october(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr("portal.core.workflows.outbox.hurry_along", lambda: None)
    with time_machine.travel(at(date(2026, 10, 5), time(12)), tick=False):
        yield


@pytest.fixture
def asked(cast: Cast) -> StudentTask:
    rounds()
    task = draft_of(cast.employee)
    return send(task, by=cast.employee, seen=task.version)


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


def test_of_a_yes_and_a_no_at_once_one_counts(cast: Cast, asked: StudentTask) -> None:
    outcomes: list[str] = []
    start = threading.Barrier(2, timeout=30)
    seen, mine = asked.version, StudentTask.objects.get(pk=asked.pk)
    yes: User = cast.unit_leader
    run_together(
        answering(lambda: confirm(asked, by=yes, hours=9, seen=seen), start, outcomes),
        answering(lambda: decline(mine, by=cast.called_in, reason="Nei."), start, outcomes),
    )
    assert sorted(outcomes) == ["counts", "told"]
    task = StudentTask.objects.get(pk=asked.pk)
    actions = ThreadChange.objects.filter(thread=task.thread_id).values_list("action", flat=True)
    assert ("confirm" in actions) == (task.state == TaskState.SUBMITTED)
    assert ("decline" in actions) == (task.state == TaskState.DRAFT)
