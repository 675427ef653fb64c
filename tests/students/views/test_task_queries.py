"""Pages about tasks ask the database as often for much as for little, and seldom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from itertools import count
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.core.clock import at
from portal.core.models import StoredFile
from portal.core.models.thread import Relation
from portal.core.workflows.thread import link
from students.models import StudentTask, TaskFile
from students.rules.enums import AssignmentState, InterestState, TaskState
from tests.cast import Cast
from tests.guards.queries import assert_same_queries
from tests.projects.factories import NeedFactory, ResultFactory
from tests.projects.pages import signed_in
from tests.students.factories import InterestFactory, TaskFactory, assigned
from tests.students.showing import open_task
from tests.students.working import DELIVERED, SIGNED, task_of

WHO = ["", "employee", "unit_leader", "student", "course_coordinator", "team_university"]
"""A visitor, the owner, the leader of the unit, who is interested, the university, the team."""
LIST, VISITOR, SIGNED_IN = 4, 6, 9
"""The most queries each may take."""
TODAY = date(2026, 11, 15)


@pytest.fixture(autouse=True)
def _before_the_deadlines(db: None) -> Any:
    with time_machine.travel(at(TODAY, time(12)), tick=False):
        yield


def queries(url: str, client: Client) -> int:
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(url + "?utm=1")
    return len(asked)


def reader(cast: Cast, who: str) -> Client:
    return signed_in(getattr(cast, who)) if who else Client()


def add_to(task: StudentTask, number: int) -> None:
    """One more of everything a task's page shows."""
    file = StoredFile.objects.create(name="notat.pdf", media_type="application/pdf", size=9, sha256="0")
    TaskFile.objects.create(task=task, file=file, label="Notatet")
    result = ResultFactory.create()
    shown = {"consent": True, "delivered_url": "https://hdl.handle.net/11250/1", "result": result}
    assigned(task, state=AssignmentState.DELIVERED, **{**SIGNED, **DELIVERED, **shown})
    InterestFactory.create(task=task)
    if number < 20:
        link(NeedFactory.create().thread, task.thread, Relation.BECAME)


@pytest.mark.parametrize("who", WHO)
def test_a_tasks_page_takes_six_queries_and_three_more_signed_in(cast: Cast, who: str) -> None:
    task, numbers = task_of(cast, groups=40, themes=["klima"], fields=["data"]), count()
    InterestFactory.create(task=task, by=cast.student, state=InterestState.WAITLISTED)
    client = reader(cast, who)
    assert_same_queries(task.get_absolute_url(), lambda: add_to(task, next(numbers)), client=client)
    assert queries(task.get_absolute_url(), client) <= (SIGNED_IN if who else VISITOR)


def test_the_catalogue_takes_four_queries_for_one_row_and_for_thirty(cast: Cast) -> None:
    def one_more() -> None:
        assigned(TaskFactory.create(groups=2, themes=["klima"], fields=["data"]))

    for url in ("", "?semester=2027-1&plass=published", "?sortering=tittel&tid=alle", "?q=matavfall"):
        assert_same_queries(f"/studentoppgaver/{url}", one_more)
        with CaptureQueriesContext(connection) as asked:
            Client().get(f"/studentoppgaver/{url}")
        assert len(asked) <= LIST, url


def test_the_search_of_all_names_what_tasks_and_projects_are_sorted_by_at_once(cast: Cast) -> None:
    task = TaskFactory.create(themes=["klima"], fields=["data"])
    NeedFactory.create(title=task.title, themes=["klima"])
    Client().get("/sok/?q=matavfall")
    with CaptureQueriesContext(connection) as asked:
        Client().get("/sok/?q=matavfall")
    naming = [one["sql"] for one in asked if "partnership_theme" in one["sql"]]
    assert len(naming) == 1
    assert "students_studyfield" in naming[0]


def to_check(cast: Cast) -> StudentTask:
    task: StudentTask = TaskFactory.create(state=TaskState.SUBMITTED, published_at=None)
    return task


def untaken(cast: Cast) -> StudentTask:
    task: StudentTask = TaskFactory.create(deadline=date(2026, 11, 1), made_by=cast.employee)
    return task


def of_every_fate(cast: Cast) -> None:
    untaken(cast)
    to_check(cast)
    assigned(TaskFactory.create(), state=AssignmentState.DELIVERED, **{**SIGNED, **DELIVERED})


def own_interest(cast: Cast) -> None:
    interest = InterestFactory.create(by=cast.student, group_name="Vannverket")
    interest.members.create(name="Kari", email="kari@test.example")


PAGES: dict[str, tuple[str, Callable[[Cast], object]]] = {
    "/studentoppgaver/kontroll/": ("team_university", to_check),
    "/studentoppgaver/oversikt/": ("team_university", of_every_fate),
    "/studentoppgaver/ledige/": ("employee", untaken),
    "/studentoppgaver/mine/": ("student", own_interest),
}


@pytest.mark.parametrize("url", PAGES)
def test_pages_of_many_tasks_ask_as_often_for_one_as_for_thirty(cast: Cast, url: str) -> None:
    who, make = PAGES[url]
    assert_same_queries(url, lambda: make(cast), client=signed_in(getattr(cast, who)))


def test_who_has_shown_interest_is_asked_for_as_often_for_one_group_as_for_thirty(cast: Cast) -> None:
    task = open_task(cast, groups=40)

    def one_more() -> None:
        interest = InterestFactory.create(task=task)
        interest.members.create(name="Kari", email="kari@test.example")
        assigned(task, state=AssignmentState.OFFERED)

    url = f"/studentoppgaver/{task.slug}/interesser/"
    assert_same_queries(url, one_more, client=signed_in(cast.employee))
