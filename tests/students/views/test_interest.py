"""The form of interest, one's own interests, and the link of those who are named."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from portal.core.clock import at
from portal.core.models import OutboxMessage
from students.models import Interest, StudentTask
from students.rules.enums import TaskState
from students.workflows.assign import offer
from tests.cast import Cast
from tests.students.showing import open_task, shown, student


@pytest.fixture(autouse=True)
def _in_october(db: None) -> Any:
    with time_machine.travel(at(date(2026, 10, 5), time(12)), tick=False):
        yield


@pytest.fixture
def task(cast: Cast) -> StudentTask:
    return open_task(cast, group_max=3)


@pytest.fixture
def signed_in(client: Client, cast: Cast) -> Client:
    client.force_login(cast.student)
    return client


def form_of(task: StudentTask) -> str:
    return reverse("task_interest", args=[task.slug])


def test_a_student_alone_sends_an_angle_and_sees_it_on_their_page(
    signed_in: Client, task: StudentTask
) -> None:
    assert signed_in.get(form_of(task)).status_code == 200
    said = signed_in.post(form_of(task), {"angle": "Jeg vil spørre dem."}, follow=True)
    assert said.redirect_chain == [(reverse("my_interests"), 302)]
    assert str(task.title) in said.content.decode()
    assert Interest.objects.get().angle == "Jeg vil spørre dem."


def test_a_group_names_its_members(signed_in: Client, task: StudentTask) -> None:
    row = {"name_2": "Kari", "email_2": "kari@test.example"}
    signed_in.post(form_of(task), {"angle": "Vi vil måle.", "group_name": "Målerne", **row})
    interest = Interest.objects.get()
    assert interest.group_name == "Målerne"
    assert [(one.name, one.email) for one in interest.members.all()] == [("Kari", "kari@test.example")]


@pytest.mark.parametrize(
    "wrong",
    [
        {"angle": ""},
        {"angle": "x" * 601},
        {"name_1": "Kari"},
        {"email_1": "kari@test.example"},
        {"name_1": "Kari", "email_1": "ingen adresse"},
        {"name_1": "Meg", "email_1": "STUDENT@test.example"},
        {"name_1": "Kari", "email_1": "k@test.example", "name_2": "Ola", "email_2": "K@test.example"},
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_kept(
    signed_in: Client, task: StudentTask, wrong: dict[str, str]
) -> None:
    said = signed_in.post(form_of(task), {"angle": "Vi vil måle.", **wrong})
    assert said.status_code == 422
    assert 'aria-invalid="true"' in said.content.decode()
    assert not Interest.objects.exists()


def test_there_are_no_more_rows_than_a_group_may_have(signed_in: Client, task: StudentTask) -> None:
    page = signed_in.get(form_of(task)).content.decode()
    assert 'name="name_2"' in page
    assert 'name="name_3"' not in page


def test_a_task_for_one_asks_for_no_group(signed_in: Client, cast: Cast) -> None:
    alone = open_task(cast, group_max=1)
    page = signed_in.get(form_of(alone)).content.decode()
    assert "group_name" not in page
    assert signed_in.post(form_of(alone), {"angle": "Jeg vil måle."}).status_code == 302


@pytest.mark.parametrize(
    ("who", "status"), [("student", 200), ("employee", 403), ("supervisor", 403), ("outsider", 403)]
)
def test_the_form_is_for_students(
    client: Client, cast: Cast, task: StudentTask, who: str, status: int
) -> None:
    client.force_login(cast.by_name()[who])
    assert client.get(form_of(task)).status_code == status


def test_a_draft_is_not_there_for_students(signed_in: Client, cast: Cast) -> None:
    draft = open_task(cast, state=TaskState.DRAFT, published_at=None)
    assert signed_in.get(form_of(draft)).status_code == 404


def test_what_is_not_open_leads_back_to_the_task(signed_in: Client, cast: Cast) -> None:
    over = open_task(cast, deadline=date(2026, 10, 4))
    assert signed_in.get(form_of(over)).headers["Location"] == reverse("task", args=[over.slug])
    assert signed_in.post(form_of(over), {"angle": "Likevel."}).status_code == 422


def test_students_see_their_own_interests_alone(signed_in: Client, cast: Cast, task: StudentTask) -> None:
    shown(task, student("other"))
    assert str(task.title) not in signed_in.get(reverse("my_interests")).content.decode()


def test_an_offer_is_accepted_and_refused_on_ones_page(
    signed_in: Client, cast: Cast, task: StudentTask
) -> None:
    mine = shown(task, cast.student)
    offer(mine, by=cast.employee)
    address = reverse("my_interest", args=[mine.pk])
    assert signed_in.post(address, {"answer": "maybe"}).status_code == 422
    assert signed_in.post(address, {"answer": "withdraw"}).status_code == 409
    assert signed_in.post(address, {"answer": "accept"}).status_code == 302
    mine.refresh_from_db()
    assert mine.state == "accepted"
    assert signed_in.post(address, {"answer": "refuse"}).status_code == 409


def test_nobody_answers_the_offer_of_others(client: Client, cast: Cast, task: StudentTask) -> None:
    mine = shown(task, cast.student)
    offer(mine, by=cast.employee)
    client.force_login(student("other"))
    assert client.post(reverse("my_interest", args=[mine.pk]), {"answer": "accept"}).status_code == 404


def link_of(address: str) -> str:
    mail = OutboxMessage.objects.get(kind="students.group_member", address=address)
    found = re.search(r"/studentoppgaver/gruppe/\S+", mail.text)
    assert found
    return found.group()


def test_the_link_asks_on_get_and_answers_on_post_without_sign_in(
    client: Client, cast: Cast, task: StudentTask
) -> None:
    interest = shown(task, cast.student, fellows=("kari@test.example",))
    link, kari = link_of("kari@test.example"), interest.members.get()
    said = client.get(link)
    assert said.status_code == 200
    assert "no-store" in said.headers["Cache-Control"]
    assert interest.angle not in said.content.decode()
    assert client.post(link, {"answer": "maybe"}).status_code == 422
    kari.refresh_from_db()
    assert kari.confirmed_at is None
    assert client.post(link, {"answer": "yes"}).status_code == 200
    kari.refresh_from_db()
    assert kari.confirmed_at is not None


def test_a_link_that_is_over_says_so_and_a_broken_one_is_not_there(
    client: Client, cast: Cast, task: StudentTask
) -> None:
    interest = shown(task, cast.student, fellows=("kari@test.example",))
    link = link_of("kari@test.example")
    Interest.objects.filter(pk=interest.pk).update(state="withdrawn")
    assert client.post(link, {"answer": "yes"}).status_code == 410
    assert client.get(reverse("group_member", args=["tull"])).status_code == 404
