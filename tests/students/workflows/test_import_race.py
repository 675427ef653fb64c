"""The same list imported twice at once comes in once; without the lock one of the two falls on its face."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection

from portal.core.clock import at
from portal.core.models import Thread
from students.models import StudentTask
from students.queries import import_rows
from students.rules.import_file import Line
from students.workflows import import_tasks as importing
from students.workflows.import_tasks import import_tasks
from tests.cast import Cast
from tests.core.workflows.test_delivery_race import run_together
from tests.students.importing import HEADING, lines, row
from tests.students.posting import rounds

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = 5


@pytest.fixture(autouse=True)
def _in_october() -> Any:
    rounds()
    with time_machine.travel(at(date(2026, 10, 5), time(12)), tick=False):
        yield


@pytest.fixture
def table(cast: Cast) -> list[Line]:
    return lines(*(row(str(number)) for number in range(ROWS)))


def both_at_once(cast: Cast, table: Sequence[Line]) -> list[Any]:
    """What each of the two came to: how many tasks it made and knew, or the error it ended with."""
    found: list[Any] = []
    start = threading.Barrier(2, timeout=30)

    def by(user: Any) -> Callable[[], None]:
        def act() -> None:
            try:
                start.wait()
                done = import_tasks(HEADING, table, by=user, language="nb")
                found.append((len(done.drafts), done.known))
            except IntegrityError as error:
                found.append(error)
            finally:
                connection.close()

        return act

    run_together(by(cast.team_municipality), by(cast.team_university))
    return found


def test_two_imports_of_one_list_at_once_bring_it_in_once(cast: Cast, table: list[Line]) -> None:
    assert sorted(both_at_once(cast, table)) == [(0, ROWS), (ROWS, 0)]
    assert StudentTask.objects.count() == Thread.objects.filter(kind="task").count() == ROWS


def test_control_without_the_lock_both_begin_and_only_the_database_stops_the_second(
    cast: Cast, table: list[Line], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither sees what the other is about to write: they look at the table together."""
    looked = threading.Barrier(2, timeout=30)

    def look_through(*args: Any, **kwargs: Any) -> Any:
        found = import_rows.look_through(*args, **kwargs)
        looked.wait()
        return found

    monkeypatch.setattr(importing, "hold_imports", lambda: None)
    monkeypatch.setattr(importing, "look_through", look_through)
    came = both_at_once(cast, table)
    assert (ROWS, 0) in came
    assert any(isinstance(one, IntegrityError) and "task_imported_once" in str(one) for one in came)
    assert StudentTask.objects.count() == ROWS
