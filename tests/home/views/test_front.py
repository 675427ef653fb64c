"""The front page shows the newest needs and open tasks, what changed, and figures with addresses."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.core.clock import today
from portal.core.text import Text
from projects.models import Need
from projects.rules.enums import ApplicationState, NeedState, ProjectState, ResultKind, ResultState
from students.models import StudentTask
from students.rules.enums import TaskState
from tests.cast import Cast
from tests.projects.factories import (
    ApplicationFactory,
    NeedFactory,
    ProjectFactory,
    ResultFactory,
    owned,
)
from tests.students.factories import TaskFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("partnership")]
MOST_QUERIES = 15


def front(client: Client, address: str = "/en/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def a_need(number: int, **values: object) -> Need:
    at = timezone.now() - timedelta(days=number)
    return NeedFactory.create(title=Text(en=f"Why number {number}?"), created_at=at, **values)


def a_task(number: int, **values: object) -> StudentTask:
    """Open for a week more, and published so many days ago."""
    at = timezone.now() - timedelta(days=number)
    values = {"deadline": today() + timedelta(days=7), "published_at": at} | values
    return TaskFactory.create(title=Text(en=f"Who has task {number}?"), **values)


def test_the_six_newest_needs_that_wait_are_shown(client: Client) -> None:
    for number in range(1, 9):
        a_need(number)
    page = front(client)
    shown = [number for number in range(1, 9) if f"Why number {number}?" in page]
    assert shown == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("state", [NeedState.PICKED_UP, NeedState.ANSWERED, NeedState.PARKED])
def test_a_need_that_no_longer_waits_is_not_among_them(client: Client, state: str) -> None:
    a_need(1, state=state, reason="Told why.")
    assert "Why number 1?" not in front(client)


def test_needs_and_open_tasks_take_turns_among_the_six(client: Client) -> None:
    for number in range(1, 9):
        a_need(number)
        a_task(number)
    page = front(client)
    shown = re.findall(r"(Why number \d|Who has task \d)\?", page.partition("uk-newest")[2])
    assert shown == [f"{kind} {number}" for number in (1, 2, 3) for kind in ("Why number", "Who has task")]


def test_tasks_fill_the_six_where_there_are_few_needs(client: Client) -> None:
    a_need(1)
    for number in range(1, 9):
        a_task(number)
    page = front(client)
    assert "Why number 1?" in page
    assert page.count("Who has task") == 5


def test_a_task_is_open_to_the_end_of_its_last_day_and_no_longer(client: Client) -> None:
    a_task(1, deadline=today())
    a_task(2, deadline=today() - timedelta(days=1))
    a_task(3, state=TaskState.FULL)
    a_task(4, state=TaskState.SUBMITTED)
    page = front(client)
    assert "Who has task 1?" in page
    assert page.count("Who has task") == 1
    assert '<a href="/en/studentoppgaver/?plass=published"><b>1</b>' in page
    listed = front(client, "/en/studentoppgaver/?plass=published")
    assert listed.count("Who has task") == 1


def test_a_result_says_what_changed(client: Client) -> None:
    ResultFactory.create(
        title=Text(en="Two rounds"), changed=Text(en="People sleep."), state=ResultState.PUBLISHED
    )
    page = front(client)
    assert "Two rounds" in page
    assert "People sleep." in page


def test_a_draft_and_a_lesson_are_not_among_the_results(client: Client) -> None:
    ResultFactory.create(title=Text(en="Not yet"), state=ResultState.DRAFT)
    ResultFactory.create(title=Text(en="Ask first"), kind=ResultKind.LESSON, state=ResultState.PUBLISHED)
    page = front(client)
    assert "Not yet" not in page
    assert "Ask first" not in page


def test_each_figure_leads_to_what_it_counts(client: Client, cast: Cast) -> None:
    a_need(1)
    project = owned(ProjectFactory.create(), cast.team_municipality)
    project.state = ProjectState.RUNNING
    project.save()
    for granted in (1_200_000, 300_000):
        ApplicationFactory.create(
            project=project,
            state=ApplicationState.GRANTED,
            granted=Decimal(granted),
            deadline=date(2026, 3, 1),
        )
    page = front(client)
    for figure, address in (
        ("1", "/en/behov/"),
        ("1", "/en/prosjekter/?fase=running"),
        ("1\u202f500\u202f000\u00a0kr", "/en/soknader/?status=granted"),
    ):
        assert f'<a href="{address}"><b>{figure}</b>' in page
        assert client.get(address).status_code == 200


def test_where_there_is_nothing_yet_the_page_says_so_and_counts_nothing(client: Client) -> None:
    page = front(client)
    assert "No needs or tasks are posted yet" in page
    assert "No results are published yet" in page
    assert "uk-figures" not in page


def test_it_costs_as_many_queries_however_much_there_is(client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            front(client)
        return len(asked)

    a_need(1)
    a_task(1)
    ResultFactory.create(state=ResultState.PUBLISHED, changed=Text(en="It changed."))
    front(client)
    few = queries()
    for number in range(2, 7):
        a_need(number)
        a_task(number)
        ResultFactory.create(state=ResultState.PUBLISHED, changed=Text(en="It changed."))
    assert queries() == few
    assert few <= MOST_QUERIES


def test_what_people_wrote_carries_its_language(client: Client) -> None:
    NeedFactory.create(title=Text(nn="Kva no?"))
    assert '<h3 lang="nn"><a' in front(client)
