"""Consent taken back while the work is being published: what is shown follows the last word.

The guard is that whoever publishes holds the row of the work and reads it anew under that.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.db import connection

from portal.core.clock import at
from projects.models import Result
from students.models import Assignment
from students.rules.delivery import may_be_shown
from students.rules.enums import AssignmentState
from students.workflows import publication
from students.workflows.publication import publish_ready
from tests.cast import Cast
from tests.core.workflows.test_delivery_race import run_together
from tests.students.working import answer, delivered, everyone_says_yes, task_of, work_on

pytestmark = pytest.mark.django_db(transaction=True)
MOMENT = at(date(2027, 6, 1), time(12))


@pytest.fixture(autouse=True)
def _in_june(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("portal.core.workflows.outbox.hurry_along", lambda: None)
    with time_machine.travel(MOMENT, tick=False):
        yield


@pytest.fixture
def ready(cast: Cast) -> Assignment:
    """Everyone has said yes, and nothing is published yet."""
    work = everyone_says_yes(delivered(work_on(task_of(cast), cast, AssignmentState.IN_PROGRESS), cast))
    assert work.result is not None
    work.result.delete()
    return Assignment.objects.get(consent=True, result=None)


def then_close(act: Callable[[], Any]) -> Callable[[], None]:
    def run() -> None:
        try:
            act()
        finally:
            connection.close()

    return run


def test_a_no_while_it_is_being_published_waits_and_takes_it_down(
    ready: Assignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    publishing = threading.Event()

    def slowly(work: Any, day: date) -> bool:
        """What the publisher reads, once the other one is on their way to the row."""
        publishing.set()
        return may_be_shown(work, day)

    monkeypatch.setattr(publication, "may_be_shown", slowly)

    def take_back() -> None:
        assert publishing.wait(30)
        answer(ready, "Kari", yes=False)

    run_together(then_close(lambda: publish_ready(MOMENT)), then_close(take_back))
    ready.refresh_from_db()
    assert not ready.consent
    assert [one.state for one in Result.objects.all()] == ["withdrawn"]


def test_a_no_before_the_row_is_held_is_heard(ready: Assignment, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list of what is ready is old by the time it is read: the row is read anew."""
    keep = publication.keep_to_consent

    def after_a_no(pk: int) -> bool:
        monkeypatch.setattr(publication, "keep_to_consent", keep)
        answer(ready, "Kari", yes=False)
        return keep(pk)

    monkeypatch.setattr(publication, "keep_to_consent", after_a_no)
    assert publish_ready(MOMENT) == 0
    assert not Result.objects.exists()


def test_control_read_without_holding_the_row_it_stays_public(ready: Assignment) -> None:
    read, said = threading.Event(), threading.Event()

    def publish_what_was_read() -> None:
        work = Assignment.objects.select_related("task", "result").get(pk=ready.pk)
        shown = may_be_shown(work, MOMENT.date())
        read.set()
        assert said.wait(30)
        assert shown
        publication._show(work)

    def take_back() -> None:
        assert read.wait(30)
        answer(ready, "Kari", yes=False)
        said.set()

    run_together(then_close(publish_what_was_read), then_close(take_back))
    ready.refresh_from_db()
    assert not ready.consent
    assert [one.state for one in Result.objects.all()] == ["published"]
