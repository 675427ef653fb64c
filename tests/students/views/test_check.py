"""The check in the browser: the queue, comments at the fields, one's own left to a colleague."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from portal.core.clock import at
from portal.partnership.models import User
from students.models import StudentTask
from students.rules.enums import TaskState
from students.workflows.check import look, publish, return_task
from students.workflows.post import change_task
from tests.cast import Cast
from tests.students.checking import sent_again, waiting
from tests.students.factories import TaskFactory
from tests.students.posting import text

QUEUE = "/studentoppgaver/kontroll/"


@pytest.fixture(autouse=True)
def _in_october(db: None) -> Any:
    with time_machine.travel(at(date(2026, 10, 5), time(12)), tick=False):
        yield


def as_somebody(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def web(cast: Cast) -> Client:
    return as_somebody(cast.team_university)


@pytest.fixture
def task(cast: Cast) -> StudentTask:
    return waiting(cast)


def page(task: StudentTask) -> str:
    return reverse("task_check", args=[task.slug])


def state(task: StudentTask) -> str:
    return StudentTask.objects.get(pk=task.pk).state


def test_the_queue_leads_to_the_task(web: Client, task: StudentTask) -> None:
    assert page(task) in web.get(QUEUE).content.decode()


def test_an_empty_queue_says_so(web: Client, cast: Cast) -> None:
    assert web.get(QUEUE).status_code == 200


def test_ones_own_is_in_the_queue_without_a_way_to_check_it(cast: Cast) -> None:
    own = waiting(cast, author=cast.team_municipality)
    web = as_somebody(cast.team_municipality)
    said = web.get(QUEUE).content.decode()
    assert str(own.title) in said
    assert page(own) not in said
    assert web.get(page(own)).status_code == 403


def test_the_task_stands_beside_earlier_ones_like_it(web: Client, cast: Cast) -> None:
    near = TaskFactory.create(title=text("Hvorfor faller eldre hjemme om natta?"))
    task = waiting(cast, title=text("Hvordan hindrer vi at eldre faller om natta?"))
    said = web.get(page(task)).content.decode()
    assert str(task.learn) in said
    assert f"/studentoppgaver/{near.slug}/" in said


def test_publishing_alone_asks_why(web: Client, task: StudentTask) -> None:
    sent = {"answer": "publish", "version": task.version}
    assert web.post(page(task), sent).status_code == 422
    assert state(task) == TaskState.SUBMITTED
    assert web.post(page(task), sent | {"reason": "Kollegaen er syk."}).headers["Location"] == QUEUE
    assert state(task) == TaskState.PUBLISHED


def test_after_a_colleagues_look_nothing_is_asked(web: Client, cast: Cast, task: StudentTask) -> None:
    as_somebody(cast.team_municipality).post(page(task), {"answer": "look", "version": task.version})
    said = web.get(page(task)).content.decode()
    assert 'name="reason"' not in said
    assert str(cast.team_municipality) in said
    web.post(page(task), {"answer": "publish", "version": task.version})
    assert state(task) == TaskState.PUBLISHED


def test_a_comment_stands_at_its_field_in_the_authors_form(
    web: Client, cast: Cast, task: StudentTask
) -> None:
    sent = {"answer": "return", "version": task.version, "comment-learn": "Hva gjør dere med svaret?"}
    assert web.post(page(task), sent).status_code == 302
    form = as_somebody(cast.employee).get(reverse("task_edit", args=[task.slug])).content.decode()
    assert "Hva gjør dere med svaret?" in form


def test_a_return_without_a_comment_is_no_answer(web: Client, task: StudentTask) -> None:
    assert web.post(page(task), {"answer": "return", "version": task.version}).status_code == 422
    assert web.post(page(task), {"version": task.version}).status_code == 422
    assert state(task) == TaskState.SUBMITTED


def test_comments_are_not_lost_by_publishing(web: Client, task: StudentTask) -> None:
    sent = {"answer": "publish", "version": task.version, "comment-title": "Kortere.", "reason": "Alene."}
    said = web.post(page(task), sent)
    assert said.status_code == 422
    assert "Kortere." in said.content.decode()
    assert state(task) == TaskState.SUBMITTED


def test_a_change_meanwhile_keeps_the_comments_that_were_written(
    web: Client, cast: Cast, task: StudentTask
) -> None:
    seen = task.version
    change_task(task, {"place": "Hjemme"}, by=cast.employee, seen=seen)
    sent = {"answer": "return", "version": seen, "comment-title": "Kortere."}
    said = web.post(page(task), sent)
    assert said.status_code == 409
    assert "Kortere." in said.content.decode()
    assert web.post(page(task), sent | {"version": task.version}).status_code == 302


def test_what_a_colleague_has_answered_is_not_answered_again(
    web: Client, cast: Cast, task: StudentTask
) -> None:
    seen = task.version
    return_task(task, by=cast.team_municipality, seen=seen, comments={"title": "Kortere."})
    said = web.post(page(task), {"answer": "publish", "version": seen, "reason": "Alene."})
    assert said.headers["Location"] == QUEUE
    assert state(task) == TaskState.DRAFT


def test_mended_the_page_says_what_was_asked_for_and_what_is_new(
    web: Client, cast: Cast, task: StudentTask
) -> None:
    return_task(task, by=cast.team_university, seen=task.version, comments={"place": "Skriv hvor."})
    change_task(task, {"place": "Rådhuset"}, by=cast.employee, seen=task.version)
    sent_again(task, cast.employee)
    said = web.get(page(task)).content.decode()
    assert "Skriv hvor." in said
    assert "<ins>" in said


def test_the_team_sees_what_was_changed_once(web: Client, cast: Cast, task: StudentTask) -> None:
    look(task, by=cast.team_municipality, seen=task.version)
    publish(task, by=cast.team_university, seen=task.version)
    assert web.get(page(task)).headers["Location"] == QUEUE
    change_task(task, {"place": "<b>Rådhuset</b>"}, by=cast.employee, seen=task.version)
    assert page(task) in web.get(QUEUE).content.decode()
    said = web.get(page(task)).content.decode()
    assert "&lt;b&gt;Rådhuset" in said
    for seen in ("0", "9" * 5000):
        assert web.post(page(task), {"reviewed": "yes", "version": seen}).headers["Location"] == page(task)
    web.post(page(task), {"reviewed": "yes", "version": task.version})
    assert page(task) not in web.get(QUEUE).content.decode()


def test_a_comment_says_whether_its_answer_is_mended_and_goes_with_the_sending(
    cast: Cast, task: StudentTask
) -> None:
    asked = {"learn": "What will you use it for?", "place": "Where is it?"}
    return_task(task, by=cast.team_university, seen=task.version, comments=asked)
    author = as_somebody(cast.employee)
    draft = reverse("task_draft", args=[task.slug])
    assert not author.get(draft).context["mended"]
    change_task(task, {"learn": text("Hvordan vi setter opp vaktene.")}, by=cast.employee, seen=task.version)
    answer = author.get(draft)
    assert answer.context["mended"] == {"learn"}
    assert answer.content.decode().count("Du har endret svaret siden.") == 1
    sent_again(task, cast.employee)
    assert asked["learn"] not in author.get(draft).content.decode()
