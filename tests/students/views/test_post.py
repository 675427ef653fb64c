"""Posting a task in the browser: saved, looked through, sent, changed, withdrawn, by those whose it is."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from portal.core.clock import at
from portal.core.models.thread import ThreadLink
from portal.core.threads import makers
from portal.partnership.models import User
from students.models import StudentTask
from students.rules.enums import TaskState
from students.workflows.post import send
from tests.cast import Cast
from tests.projects.factories import NeedFactory, ResultFactory
from tests.students.posting import answers, draft_of, rounds, text

NEW = "/studentoppgaver/ny/"


@pytest.fixture(autouse=True)
def _in_october(db: None) -> Any:
    rounds()
    with time_machine.travel(at(date(2026, 10, 5), time(12)), tick=False):
        yield


@pytest.fixture
def web(client: Client, cast: Cast) -> Client:
    client.force_login(cast.employee)
    return client


def as_somebody(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def path(task: StudentTask, page: str) -> str:
    return reverse(f"task_{page}", args=[task.slug])


def test_a_task_is_posted_in_two_pages(web: Client, cast: Cast) -> None:
    said = web.post(NEW, answers())
    task = StudentTask.objects.get()
    assert said.headers["Location"] == path(task, "draft")
    page = web.get(path(task, "draft")).content.decode()
    assert str(task.summary) in page
    assert cast.unit_leader.name in page
    sent = web.post(path(task, "draft"), {"version": task.version})
    task.refresh_from_db()
    assert sent.headers["Location"] == path(task, "draft")
    assert task.asked_leader_at is not None


def test_what_data_demand_is_said_before_anything_is_chosen_and_on_the_draft(web: Client) -> None:
    page = web.get(NEW).content.decode()
    assert "Sikt" in page
    assert "REK" in page
    web.post(NEW, answers(data_need="sensitive"))
    draft = web.get(path(StudentTask.objects.get(), "draft")).content.decode()
    assert "REK" in draft


def test_data_do_not_hold_the_posting_up(web: Client) -> None:
    web.post(NEW, answers(data_need="sensitive"))
    task = StudentTask.objects.get()
    web.post(path(task, "draft"), {"version": task.version})
    task.refresh_from_db()
    assert task.asked_leader_at is not None


def test_a_wrong_answer_saves_nothing(web: Client) -> None:
    assert web.post(NEW, answers(title="Fall")).status_code == 422
    assert not StudentTask.objects.exists()


def test_one_that_comes_from_a_need_begins_with_it_and_is_linked(web: Client) -> None:
    need = NeedFactory.create()
    address = f"{NEW}?fra=need/{need.slug}"
    assert str(need.title) in web.get(address).content.decode()
    web.post(address, answers(fra=f"need/{need.slug}"))
    assert ThreadLink.objects.get(earlier=need.thread).later == StudentTask.objects.get().thread


def test_needs_projects_and_results_can_be_made_into_a_task(cast: Cast) -> None:
    maker = makers.get("task")
    need = NeedFactory.create().thread
    assert maker.from_kinds == {"need", "project", "result"}
    assert maker.url(need) == f"{NEW}?fra=need/{need.key}"
    assert maker.may(cast.employee, need)
    assert not maker.may(cast.student, need)


def test_a_task_that_everyone_reads_can_be_posted_again(web: Client, cast: Cast) -> None:
    old = draft_of(cast.unit_leader, state=TaskState.CLOSED, title=text("Hvem eier vannet?"))
    assert "Hvem eier vannet?" in web.get(f"{NEW}?som={old.slug}").content.decode()


def test_a_colleagues_draft_can_not(web: Client, cast: Cast) -> None:
    foreign = draft_of(cast.unit_leader, title=text("Hvem eier vannet?"))
    assert "Hvem eier vannet?" not in web.get(f"{NEW}?som={foreign.slug}").content.decode()


def test_a_leader_confirms_and_sends_in_one_step(cast: Cast) -> None:
    web, task = as_somebody(cast.unit_leader), draft_of(cast.unit_leader)
    assert 'name="yes-hours"' in web.get(path(task, "draft")).content.decode()
    assert web.post(path(task, "draft"), {"yes-version": task.version}).status_code == 422
    web.post(path(task, "draft"), {"yes-version": task.version, "yes-hours": "12"})
    task.refresh_from_db()
    assert (task.state, task.hours) == (TaskState.SUBMITTED, 12)


def test_a_page_that_is_older_than_the_task_says_so(web: Client, cast: Cast) -> None:
    task = draft_of(cast.employee)
    assert web.post(path(task, "draft"), {"version": task.version + 1}).status_code == 409
    assert web.post(path(task, "draft"), {"version": "9" * 5000}).status_code == 422
    assert web.post(path(task, "draft"), {}).status_code == 422


def test_a_draft_is_there_for_those_whose_it_is(cast: Cast) -> None:
    task = draft_of(cast.employee)
    for who in (cast.employee, cast.team_university, cast.unit_leader):
        assert as_somebody(who).get(path(task, "draft")).status_code == 200
    for who in (cast.supervisor, cast.student, cast.outsider):
        assert as_somebody(who).get(path(task, "draft")).status_code == 404
    assert as_somebody(cast.unit_leader).post(path(task, "draft"), {}).status_code == 403


def test_a_published_task_is_looked_at_on_its_own_page(web: Client, cast: Cast) -> None:
    task = draft_of(cast.employee)
    StudentTask.objects.filter(pk=task.pk).update(
        state="published", published_at=at(date(2026, 9, 1), time(9))
    )
    assert web.get(path(task, "draft")).headers["Location"] == reverse("task", args=[task.slug])


def test_comments_stand_at_their_fields_until_it_is_sent_again(web: Client, cast: Cast) -> None:
    task = draft_of(cast.employee, comments={"learn": "Skriv hva dere gjør med svaret."})
    assert "Skriv hva dere gjør med svaret." in web.get(path(task, "edit")).content.decode()
    assert "Skriv hva dere gjør med svaret." in web.get(path(task, "draft")).content.decode()


def test_the_meter_stands_beside_the_form_once_it_is_saved(web: Client, cast: Cast) -> None:
    assert "task-meter" not in web.get(NEW).content.decode()
    task = draft_of(cast.employee)
    for page in ("edit", "draft"):
        assert "task-meter" in web.get(path(task, page)).content.decode()


def test_a_change_is_saved_and_a_stale_one_shows_both(web: Client, cast: Cast) -> None:
    task = draft_of(cast.employee)
    changed = answers(title="Hvorfor faller de?", version=task.version)
    assert web.post(path(task, "edit"), changed).status_code == 302
    task.refresh_from_db()
    assert str(task.title) == "Hvorfor faller de?"
    stale = web.post(path(task, "edit"), changed | {"title": "Hvor faller de?"})
    assert stale.status_code == 409
    task.refresh_from_db()
    assert str(task.title) == "Hvorfor faller de?"


def test_what_is_withdrawn_is_asked_about_no_more_and_can_be_taken_up_again(web: Client, cast: Cast) -> None:
    task = draft_of(cast.employee)
    send(task, by=cast.employee, seen=task.version)
    assert web.post(path(task, "withdraw"), {"note": "Vi fant svaret."}).headers["Location"] == path(
        task, "draft"
    )
    task.refresh_from_db()
    assert (task.state, task.asked_leader_at) == (TaskState.WITHDRAWN, None)
    web.post(path(task, "reopen"))
    task.refresh_from_db()
    assert task.state == TaskState.DRAFT


def test_withdrawing_says_why(web: Client, cast: Cast) -> None:
    task = draft_of(cast.employee)
    assert web.post(path(task, "withdraw"), {"note": " "}).status_code == 422


def test_what_cannot_be_done_now_leads_back_with_a_word(web: Client, cast: Cast) -> None:
    task = draft_of(cast.employee)
    assert web.post(path(task, "close")).headers["Location"] == path(task, "draft")
    task.refresh_from_db()
    assert task.state == TaskState.DRAFT


def test_nobody_elses_task_is_changed_or_withdrawn(cast: Cast) -> None:
    task = draft_of(cast.employee)
    web = as_somebody(cast.unit_leader)
    for page in ("edit", "withdraw"):
        assert web.post(path(task, page), answers(note="x", version=task.version)).status_code == 403


def test_who_changes_a_published_task_is_told_why_some_answers_are_fixed(web: Client, cast: Cast) -> None:
    why = "slik lederen bekreftet dem"
    task = draft_of(cast.employee)
    assert why not in web.get(path(task, "edit")).content.decode()
    StudentTask.objects.filter(pk=task.pk).update(state="published", published_at=task.created_at)
    assert why in web.get(path(task, "edit")).content.decode()


def test_the_lessons_stand_beside_the_questions_and_not_before_them(web: Client) -> None:
    lesson = ResultFactory.create(kind="lesson", about=["task"])
    page = web.get(NEW).content.decode()
    assert page.index("<form method") < page.index(str(lesson.title)) < page.index('name="title"')
