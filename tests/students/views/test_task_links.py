"""The ways between the pages of a task, by who looks: nobody is sent to a door that is closed to them."""

from __future__ import annotations

import re
from datetime import date, time
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from portal.core.clock import at
from portal.core.text import Text
from portal.partnership.models import User
from students.models import StudentTask, TaskBoard
from students.workflows.assign import accept, offer
from students.workflows.group_member import answer_as_member
from students.workflows.post import change_task
from tests.cast import Cast, person
from tests.students.checking import waiting
from tests.students.posting import rounds, text
from tests.students.showing import open_task, shown

MINE, PAGE = "/en/studentoppgaver/mine/", "/en/min-side/"


@pytest.fixture(autouse=True)
def _in_october(db: None) -> Any:
    rounds()
    with time_machine.travel(at(date(2026, 10, 5), time(12)), tick=False):
        yield


def main_of(reader: User, address: str) -> str:
    client = Client()
    client.force_login(reader)
    response = client.get(address)
    assert response.status_code == 200, address
    html = unescape(response.content.decode())
    return html[html.index("<main") : html.index("</main>")]


def address(task: StudentTask, part: str = "") -> str:
    return f"/en/studentoppgaver/{task.slug}/{part}"


def links(html: str) -> list[str]:
    return re.findall(r'<a [^>]*?href="([^"]+)"', html)


def primary(html: str) -> list[str]:
    """Where the primary buttons lead."""
    tags = re.findall(r'<a [^>]*data-variant="primary"[^>]*>', html)
    return [link for tag in tags for link in re.findall(r'href="([^"]+)"', tag)]


@pytest.mark.parametrize("state", ["published", "full", "closed", "withdrawn"])
@pytest.mark.parametrize(
    "who", ["administrator", "team_university", "employee", "supervisor", "student", "course_coordinator"]
)
def test_every_link_on_the_page_of_a_task_opens_for_whom_it_is_shown(
    cast: Cast, state: str, who: str
) -> None:
    task, reader = open_task(cast, state=state, supervisor=cast.supervisor), getattr(cast, who)
    client = Client()
    client.force_login(reader)
    own = {link for link in links(main_of(reader, address(task))) if f"/{task.slug}/" in link}
    assert {link: client.get(link).status_code for link in own if client.get(link).status_code != 200} == {}


def test_an_administrator_who_is_not_on_the_team_is_led_to_changing_it(cast: Cast) -> None:
    task = open_task(cast)
    assert primary(main_of(cast.administrator, address(task))) == [address(task, "endre/")]


def test_its_owner_is_led_to_interest_first_and_to_the_rest_besides(cast: Cast) -> None:
    task = open_task(cast)
    page = main_of(cast.employee, address(task))
    assert primary(page) == [address(task, "interesser/")]
    for part in ("endre/", "lim-inn/", "lukk/", "trekk/"):
        assert address(task, part) in links(page)


def test_everyone_with_a_part_in_it_gets_from_interest_to_the_groups_work(cast: Cast) -> None:
    task, fellow = open_task(cast), person("kari")
    interest = shown(task, cast.student, fellows=(fellow.email,))
    answer_as_member(interest.members.get(), yes=True)
    work = address(task, f"arbeid/{offer(interest, by=cast.employee).pk}/")
    assert work not in main_of(cast.student, MINE)
    assert work not in main_of(cast.employee, address(task, "interesser/"))
    interest.refresh_from_db()
    accept(interest, by=cast.student)
    pages = [
        (cast.student, MINE),
        (fellow, MINE),
        (cast.employee, address(task, "interesser/")),
        (cast.employee, address(task)),
    ]
    for reader, page in pages:
        assert work in links(main_of(reader, page)), (reader, page)
        assert main_of(reader, work)


def test_the_team_gets_from_a_task_to_its_check_and_nobody_checks_their_own(cast: Cast) -> None:
    task = waiting(cast)
    check = address(task, "kontroll/")
    assert primary(main_of(cast.team_university, address(task, "utkast/"))) == [check]
    assert check not in main_of(cast.employee, address(task, "utkast/"))
    own = waiting(cast, cast.team_municipality)
    assert address(own, "kontroll/") not in main_of(cast.team_municipality, address(own, "utkast/"))


def test_the_team_gets_from_a_published_task_to_what_was_changed_in_it(cast: Cast) -> None:
    task = open_task(cast)
    assert address(task, "kontroll/") not in main_of(cast.team_university, address(task))
    change_task(task, {"learn": text("Noe annet.")}, by=cast.employee, seen=task.version)
    assert address(task, "kontroll/") in links(main_of(cast.team_university, address(task)))
    assert address(task, "kontroll/") not in main_of(cast.employee, address(task))


def test_my_page_leads_students_to_their_interests_and_the_team_to_what_it_runs(cast: Cast) -> None:
    queue, overview, left = (
        f"/en{reverse(name).removeprefix('/en')}"
        for name in ("task_check_queue", "task_overview", "tasks_untaken")
    )
    ways = (MINE, queue, overview, left)
    found = {
        who: [link for link in links(main_of(getattr(cast, who), PAGE)) if link in ways]
        for who in ("student", "team_university", "administrator", "employee")
    }
    assert found == {
        "student": [MINE],
        "team_university": [queue, overview, left],
        "administrator": [overview, left],
        "employee": [],
    }


def test_a_listing_is_called_what_the_partnership_calls_the_board(cast: Cast) -> None:
    TaskBoard.objects.all().delete()
    TaskBoard.objects.create(key="board", name=Text(en="The Wall"), hosts=["wall.test.example"])
    task = open_task(cast, listing_url="https://wall.test.example/1")
    assert "The listing in The Wall" in main_of(cast.student, address(task))
    assert "Address of the listing in The Wall" in main_of(cast.employee, address(task, "endre/"))


def test_a_listing_on_no_board_is_called_by_its_site_and_none_is_asked_for(cast: Cast) -> None:
    TaskBoard.objects.all().delete()
    task = open_task(cast, listing_url="https://other.test.example/1")
    assert "The listing in other.test.example" in main_of(cast.student, address(task))
    assert "Address of the listing" not in main_of(cast.employee, address(task, "endre/"))
