"""My page stays short however much awaits somebody: the first of each sort, and the way to the others."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.core.clock import today
from portal.partnership.models import User
from projects.models import CareQuestion, Project
from projects.rules.care import CareAbout
from students.models import StudentTask
from students.rules.enums import AssignmentState, TaskState
from tests.cast import Cast
from tests.events.factories import EntryFactory, PreparationFactory
from tests.projects.factories import NeedFactory, ProjectFactory, owned
from tests.students.factories import InterestFactory, TaskFactory, assigned, unit_at

PAGE = "/min-side/"
LONGEST = 20_000
MONTH = timedelta(days=30)


@pytest.fixture
def member(cast: Cast, client: Client) -> User:
    client.force_login(cast.team_university)
    return cast.team_university


def preparations(_user: User) -> None:
    point = PreparationFactory.create(days_before=7)
    EntryFactory.create(activity=point.activity, first_day=today() + timedelta(days=3))


def needs(_user: User) -> None:
    NeedFactory.create()


def unheard(user: User) -> None:
    project = owned(ProjectFactory.create(made_by=user), user)
    Project.objects.filter(pk=project.pk).update(state="running", moved_at=timezone.now() - 12 * MONTH)
    CareQuestion.objects.create(
        project=project,
        about=CareAbout.SILENCE,
        since=today() - 12 * MONTH,
        asked_at=timezone.now() - 8 * MONTH,
    )


def to_check(_user: User) -> None:
    TaskFactory.create(state=TaskState.SUBMITTED, published_at=None)


def interest(_user: User) -> None:
    InterestFactory.create(created_at=timezone.now() - 3 * MONTH)


def untaken(user: User) -> None:
    TaskFactory.create(contact=user, deadline=today() - MONTH)


def without_leader(_user: User) -> None:
    task = TaskFactory.create(state=TaskState.DRAFT, published_at=None, unit=unit_at("university"))
    StudentTask.objects.filter(pk=task.pk).update(asked_leader_at=timezone.now() - MONTH)


def work(user: User) -> None:
    task = TaskFactory.create(contact=user)
    assigned(task, state=AssignmentState.APPROVED)


SORTS: list[Callable[[User], None]] = [
    preparations, needs, unheard, to_check, interest, untaken, without_leader, work,
]  # fmt: skip


def fill(user: User, number: int) -> None:
    for make in SORTS:
        for _ in range(number):
            make(user)


def opened(client: Client) -> tuple[str, list[str]]:
    with CaptureQueriesContext(connection) as asked:
        page = client.get(PAGE).content.decode()
    return page, [query["sql"] for query in asked.captured_queries]


def listed(page: str) -> str:
    return page.partition('class="uk-todo"')[2].partition("</ul>")[0]


def test_sixty_of_each_sort_cost_what_three_do_and_the_page_stays_short(member: User, client: Client) -> None:
    fill(member, 3)
    opened(client)
    _page, few = opened(client)
    fill(member, 57)
    page, many = opened(client)
    assert len(many) <= len(few), "\n".join(many)
    assert len(page.encode()) <= LONGEST
    assert listed(page).count("<li>") == 10


def test_what_is_not_shown_is_counted_and_led_to(member: User, client: Client) -> None:
    fill(member, 60)
    page, _asked = opened(client)
    rest = page.partition('class="uk-todo"')[2].partition("</ul>")[2].partition("</ul>")[0]
    counted = [int(number) for number in re.findall(r'class="uk-note">(\d+)<', rest)]
    assert sum(counted) + 10 == int(re.search(r'class="uk-lead">(\d+)', page).group(1))  # type: ignore[union-attr]
    for address in re.findall(r'href="([^"]+)"', rest):
        assert client.get(address).status_code == 200, address


def test_all_of_a_sort_stand_on_pages_of_their_own(member: User, client: Client) -> None:
    for _ in range(30):
        work(member)
    address = "/min-side/venter/work/"
    first, second = (client.get(address, {"side": number}).content.decode() for number in (1, 2))
    assert (listed(first).count("<li>"), listed(second).count("<li>")) == (25, 5)
    assert f'href="{address}"' in opened(client)[0]


@pytest.mark.parametrize("side", ["3", "0", "-1", "x", "99999999"])
def test_a_page_that_is_not_there_is_no_error_of_ours(side: str, member: User, client: Client) -> None:
    work(member)
    assert client.get("/min-side/venter/work/", {"side": side}).status_code in (200, 404)


def test_a_sort_that_has_a_list_of_its_own_leads_there(member: User, client: Client) -> None:
    needs(member)
    assert client.get("/min-side/venter/needs/").headers["Location"].startswith("/behov/")


def test_there_is_no_page_of_what_does_not_await_one(cast: Cast, client: Client) -> None:
    needs(cast.team_university)
    client.force_login(cast.student)
    assert client.get("/min-side/venter/needs/").status_code == 404
