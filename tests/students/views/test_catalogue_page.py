"""The page of a task: whether it is open, its facts, and the one thing to do next, by who looks."""

from __future__ import annotations

import json
import re
from datetime import date, time
from html import unescape
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.core.clock import at
from portal.core.rules.upload import Upload
from portal.core.text import Text
from portal.core.workflows.stored_file import store
from portal.partnership.models import User
from students.files import sees_task_file
from students.models import StudentTask, StudyField, TaskFile
from students.rules.enums import InterestState, TaskState
from tests.cast import Cast
from tests.students.factories import InterestFactory, TaskFactory, assigned
from tests.students.posting import draft_of, rounds

DEADLINE = date(2026, 11, 15)


@pytest.fixture(autouse=True)
def _on_the_last_day(db: None) -> Any:
    with time_machine.travel(at(DEADLINE, time(12)), tick=False):
        yield


def task_of(cast: Cast, **values: Any) -> StudentTask:
    values.setdefault("deadline", DEADLINE)
    task: StudentTask = TaskFactory.create(made_by=cast.employee, contact=cast.employee, **values)
    return task


def named(person: User, name: str) -> User:
    person.name = name
    person.save(update_fields=["name"])
    return person


def address(task: StudentTask, part: str = "") -> str:
    return f"/en/studentoppgaver/{task.slug}/{part}"


def page(task: StudentTask, reader: User | None = None) -> str:
    client = Client()
    if reader:
        client.force_login(reader)
    response = client.get(address(task))
    assert response.status_code == 200
    return unescape(response.content.decode())


def buttons(html: str) -> list[str]:
    """Primary buttons in the page itself, by their words."""
    main = html[html.index("<main") : html.index("</main>")]
    return re.findall(r'data-variant="primary"[^>]*>([^<]+)<', main)


def facts(html: str) -> dict[str, str]:
    pairs = re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", html, re.DOTALL)
    return {term: " ".join(re.sub("<[^>]+>", " ", said).split()) for term, said in pairs}


def test_it_says_that_it_is_open_and_until_when(cast: Cast) -> None:
    assert "Open: you can show interest until 15 November" in page(task_of(cast))


def test_it_is_not_open_when_its_last_day_is_over(cast: Cast) -> None:
    task = task_of(cast)
    with time_machine.travel(at(date(2026, 11, 16), time(0)), tick=False):
        html = page(task)
    assert "Open:" not in html
    assert "Not open any more" in html
    assert buttons(html) == ["See open tasks"]


def test_the_facts_say_when_how_many_and_how_much_room_is_left(cast: Cast) -> None:
    task = task_of(cast, groups=2, group_min=2, group_max=4, place="Et sted, noen dager i felt")
    assigned(task)
    found = facts(page(task))
    assert found["Apply by"] == "Sunday 15 November 2026"
    assert found["When"] == "Spring 2027, January to June"
    assert found["Where"] == "Et sted, noen dager i felt"
    assert found["Scope"] == "2–4 students"
    assert found["Places"] == "1 place free of 2"
    assert found["Supervisor"] == "Settled when a group is chosen"


def test_what_data_demand_is_said_with_the_data(cast: Cast) -> None:
    assert "REK" in facts(page(task_of(cast, data="sensitive")))["Data"]
    cleared = task_of(cast, data="sensitive", data_cleared_on=DEADLINE)
    assert "REK" not in facts(page(cleared))["Data"]


def test_visitors_read_the_unit_and_those_signed_in_whom_to_write_to(cast: Cast) -> None:
    task = task_of(cast, supervisor=named(cast.supervisor, "Siri Fagervik"))
    named(cast.employee, "Kari Nordmo")
    public, inside = page(task), page(task, cast.student)
    assert str(task.unit.name) in facts(public)["Contact"]
    for words in ("Siri Fagervik", "Kari Nordmo", cast.employee.email):
        assert words not in public
        assert words in inside
    assert f"mailto:{cast.employee.email}" in inside


def test_a_visitor_is_asked_to_sign_in_to_show_interest(cast: Cast) -> None:
    task = task_of(cast)
    html = page(task)
    assert buttons(html) == ["Sign in to show interest"]
    assert f'href="{address(task, "interesse/")}"' in html
    assert "csrfmiddlewaretoken" not in html


def test_a_student_shows_interest(cast: Cast) -> None:
    assert buttons(page(task_of(cast), cast.student)) == ["Show interest in the task"]


def test_a_student_who_waits_reads_how_it_stands(cast: Cast) -> None:
    task = task_of(cast)
    InterestFactory.create(task=task, by=cast.student, state=InterestState.WAITLISTED)
    html = page(task, cast.student)
    assert buttons(html) == ["See your interests"]
    assert "on the waiting list" in html


def test_nobody_else_reads_who_is_interested(cast: Cast) -> None:
    task = task_of(cast)
    InterestFactory.create(task=task, by=named(cast.student, "Ola Vesle"), group_name="Vannverket")
    for reader in (None, cast.outsider, cast.supervisor):
        html = page(task, reader)
        assert "Ola Vesle" not in html
        assert "Vannverket" not in html


@pytest.mark.parametrize("who", ["employee", "team_university"])
def test_whose_it_is_answers_interests(cast: Cast, who: str) -> None:
    task = task_of(cast)
    InterestFactory.create(task=task)
    html = page(task, cast.by_name()[who])
    assert buttons(html) == ["Answer interests"]
    assert "1 interest waits for an answer." in html


def test_university_staff_reserve_it_for_a_course(cast: Cast) -> None:
    assert buttons(page(task_of(cast), cast.course_coordinator)) == ["Reserve it for a course"]


def test_those_inside_without_a_part_in_it_have_nothing_to_press(cast: Cast) -> None:
    assert buttons(page(task_of(cast), cast.controller)) == []


def test_a_full_task_takes_no_more_interest(cast: Cast) -> None:
    html = page(task_of(cast, state=TaskState.FULL), cast.student)
    assert "All places are taken" in html
    assert buttons(html) == ["See open tasks"]


def test_whose_draft_it_is_is_led_to_it_and_nobody_else_sees_that_it_exists(cast: Cast) -> None:
    draft = draft_of(cast.employee)
    for reader, status in ((cast.employee, 302), (cast.unit_leader, 302), (cast.student, 404), (None, 404)):
        client = Client()
        if reader:
            client.force_login(reader)
        assert client.get(address(draft)).status_code == status


def test_one_that_is_taken_up_again_is_a_draft_nobody_else_reads(cast: Cast) -> None:
    rounds()
    task = task_of(cast, state=TaskState.WITHDRAWN)
    client = Client()
    client.force_login(cast.employee)
    client.post(address(task, "gjenopprett/"))
    assert Client().get(address(task)).status_code == 404
    assert client.get(address(task, "utkast/")).status_code == 200


def test_a_long_problem_is_a_part_of_the_page_and_a_short_one_its_lead(cast: Cast) -> None:
    assert "Why we ask" not in page(task_of(cast, summary=Text(nb="Kort sagt.")))
    assert "Why we ask" in page(task_of(cast, summary=Text(nb="Et langt problem. " * 20)))


def test_search_engines_read_what_it_is_and_until_when_it_holds(cast: Cast) -> None:
    task = task_of(cast)
    (text,) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', Client().get(address(task)).content.decode()
    )
    said = json.loads(text)
    assert said["@type"] == "LearningResource"
    assert said["name"] == str(task.title)
    assert said["expires"] == "2026-11-15"


def test_the_page_takes_six_queries(cast: Cast) -> None:
    task = task_of(cast, groups=2, supervisor=cast.supervisor)
    page(task)
    with CaptureQueriesContext(connection) as made:
        page(task)
    assert len(made) <= 6, [one["sql"][:90] for one in made]


def test_what_it_is_sorted_by_and_its_files_are_told(cast: Cast) -> None:
    StudyField.objects.create(key="vann", name=Text(nb="Vannfag"), position=90)
    task = task_of(cast, fields=["vann"])
    stored = store(Upload("notat.pdf", "application/pdf", b"%PDF-1.4"), by=cast.employee)
    TaskFile.objects.create(task=task, file=stored, label="Notatet om ledningene")
    html = page(task)
    assert facts(html)["Fields of study"] == "Vannfag"
    assert "Notatet om ledningene" in html
    assert sees_task_file(AnonymousUser(), stored)


def test_the_files_of_a_draft_are_not_for_everyone(cast: Cast) -> None:
    stored = store(Upload("notat.pdf", "application/pdf", b"%PDF-1.4"), by=cast.employee)
    TaskFile.objects.create(task=draft_of(cast.employee), file=stored, label="Notat")
    assert not sees_task_file(AnonymousUser(), stored)
