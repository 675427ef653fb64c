"""The page on which interest is answered, and the one on which a task is reserved."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from portal.core.clock import at
from students.models import StudentTask
from tests.cast import Cast
from tests.students.showing import open_task, shown, waiting


@pytest.fixture(autouse=True)
def _in_october(db: None) -> Any:
    with time_machine.travel(at(date(2026, 10, 5), time(12)), tick=False):
        yield


@pytest.fixture
def task(cast: Cast) -> StudentTask:
    return open_task(cast)


def board_of(task: StudentTask) -> str:
    return reverse("task_interests", args=[task.slug])


def answer_to(task: StudentTask, pk: int) -> str:
    return reverse("task_interest_answer", args=[task.slug, pk])


def test_the_owner_reads_the_angles_and_offers(client: Client, cast: Cast, task: StudentTask) -> None:
    interest = shown(task, cast.student, fellows=("kari@test.example",), name="Matvinn")
    client.force_login(cast.employee)
    page = client.get(board_of(task)).content.decode()
    assert interest.angle in page
    assert "Matvinn" in page
    assert client.post(answer_to(task, interest.pk), {"answer": "offer"}).status_code == 302
    interest.refresh_from_db()
    assert interest.state == "offered"
    assert client.get(board_of(task)).status_code == 200


def test_a_no_without_a_reason_asks_for_it(client: Client, cast: Cast, task: StudentTask) -> None:
    [interest] = waiting(task, 1)
    client.force_login(cast.employee)
    assert client.post(answer_to(task, interest.pk), {"answer": "decline"}).status_code == 422
    assert client.post(answer_to(task, interest.pk), {"answer": "nothing"}).status_code == 422
    said = client.post(answer_to(task, interest.pk), {"answer": "decline", "reason": "Andre passet bedre."})
    assert said.status_code == 302
    interest.refresh_from_db()
    assert (interest.state, interest.reason) == ("declined", "Andre passet bedre.")


def test_no_place_left_is_told_and_no_button_offers_it(client: Client, cast: Cast, task: StudentTask) -> None:
    one, two = waiting(task, 2)
    client.force_login(cast.employee)
    client.post(answer_to(task, one.pk), {"answer": "offer"})
    assert 'value="offer"' not in client.get(board_of(task)).content.decode()
    assert client.post(answer_to(task, two.pk), {"answer": "offer"}).status_code == 409


def test_interest_of_another_task_is_not_answered_here(client: Client, cast: Cast, task: StudentTask) -> None:
    [elsewhere] = waiting(open_task(cast), 1)
    client.force_login(cast.employee)
    assert client.post(answer_to(task, elsewhere.pk), {"answer": "offer"}).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("employee", 200),
        ("team_university", 200),
        ("unit_leader", 403),
        ("student", 403),
        ("supervisor", 403),
    ],
)
def test_others_see_nothing_of_it(
    client: Client, cast: Cast, task: StudentTask, who: str, status: int
) -> None:
    interest = shown(task, cast.student)
    client.force_login(cast.by_name()[who])
    said = client.get(board_of(task))
    assert said.status_code == status
    assert (interest.angle in said.content.decode()) == (status == 200)


def test_a_course_reserves_a_task_and_gives_it_back(client: Client, cast: Cast, task: StudentTask) -> None:
    address = reverse("task_reserve", args=[task.slug])
    client.force_login(cast.course_coordinator)
    assert client.get(address).status_code == 200
    assert client.post(address, {"course": "", "version": task.version}).status_code == 422
    assert client.post(address, {"course": "EiT", "version": task.version + 1}).status_code == 409
    assert client.post(address, {"course": "EiT", "version": task.version}).status_code == 302
    task.refresh_from_db()
    assert (task.assign_by, task.coordinator) == ("course", cast.course_coordinator)
    assert client.post(address, {"answer": "release", "version": task.version}).status_code == 302
    task.refresh_from_db()
    assert task.assign_by == "owner"


def test_nobody_reserves_what_a_course_has(client: Client, cast: Cast, task: StudentTask) -> None:
    taken = open_task(cast, assign_by="course", course="EiT", coordinator=cast.course_coordinator)
    client.force_login(cast.supervisor)
    address = reverse("task_reserve", args=[taken.slug])
    assert "EiT" in client.get(address).content.decode()
    assert client.post(address, {"course": "Annet", "version": taken.version}).status_code == 409
