"""A published task is copied to a board field by field, and only an address of that board comes back."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from portal.core.awaiting import told
from portal.core.clock import today
from portal.core.text import Text
from students.models import StudentTask, TaskBoard
from students.queries.board import board_duties
from students.rules.enums import TaskState
from tests.cast import Cast
from tests.students.factories import TaskFactory

GOOD = "https://board.test.example/listing/1"


@pytest.fixture
def task(cast: Cast) -> StudentTask:
    TaskBoard.objects.all().delete()
    TaskBoard.objects.create(key="board", name=Text(nb="Tavla"), hosts=["board.test.example"])
    made: StudentTask = TaskFactory.create(contact=cast.employee, deadline=today())
    return made


@pytest.fixture
def owner(client: Client, cast: Cast) -> Client:
    client.force_login(cast.employee)
    return client


def save(client: Client, task: StudentTask, address: str, **more: Any) -> Any:
    said = {"listing_url": address, "version": task.version, **more}
    return client.post(reverse("task_board", args=[task.slug]), said)


def test_what_the_task_says_is_ready_to_copy(owner: Client, task: StudentTask) -> None:
    page = owner.get(reverse("task_board", args=[task.slug])).content.decode()
    assert page.count(" readonly>") >= 6
    assert f"/studentoppgaver/{task.slug}/</textarea>" in page


def test_the_address_is_kept_and_taken_away_again(owner: Client, task: StudentTask) -> None:
    assert save(owner, task, GOOD).status_code == 302
    task.refresh_from_db()
    assert task.listing_url == GOOD
    save(owner, task, "")
    task.refresh_from_db()
    assert task.listing_url == ""


@pytest.mark.parametrize(
    "address",
    [
        "http://board.test.example/listing/1",
        "https://other.example/listing/1",
        "https://board.test.example.evil.example/1",
        "https://board.test.example@evil.example/1",
        "https://evil.example/?https://board.test.example/",
        "javascript:alert(1)",
    ],
)
def test_an_address_that_leads_elsewhere_is_refused(owner: Client, task: StudentTask, address: str) -> None:
    assert save(owner, task, address).status_code == 422
    task.refresh_from_db()
    assert task.listing_url == ""


def test_nobodys_change_is_written_over(owner: Client, task: StudentTask) -> None:
    assert save(owner, task, GOOD, version=task.version + 1).status_code == 409


def test_a_draft_is_not_posted_elsewhere(owner: Client, task: StudentTask) -> None:
    StudentTask.objects.filter(pk=task.pk).update(state=TaskState.DRAFT, published_at=None)
    assert owner.get(reverse("task_board", args=[task.slug])).status_code == 302


def test_the_owner_is_reminded_until_the_address_is_there(cast: Cast, task: StudentTask) -> None:
    assert len(told(board_duties(cast.employee), most=100)) == 1
    assert told(board_duties(cast.student), most=100) == []
    StudentTask.objects.filter(pk=task.pk).update(listing_url=GOOD)
    assert told(board_duties(cast.employee), most=100) == []


def test_without_a_board_nobody_is_reminded(cast: Cast, task: StudentTask) -> None:
    TaskBoard.objects.all().delete()
    assert told(board_duties(cast.employee), most=100) == []
