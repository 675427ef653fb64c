"""The leader's link: it asks on GET, answers on POST without signing in, and says plainly when it is over."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.core.clock import at
from portal.core.models import OutboxMessage
from portal.partnership.models import Affiliation, User
from students.models import StudentTask
from students.rules.enums import TaskState
from students.rules.leader_link import leader_token
from students.workflows.leader import confirm
from students.workflows.post import change_task, send
from tests.cast import Cast
from tests.students.posting import draft_of, rounds

MONDAY = date(2026, 10, 5)


@pytest.fixture(autouse=True)
def _in_october(db: None) -> Any:
    rounds()
    with time_machine.travel(at(MONDAY, time(12)), tick=False):
        yield


@pytest.fixture
def asked(cast: Cast) -> StudentTask:
    task = draft_of(cast.employee)
    return send(task, by=cast.employee, seen=task.version)


def link_to(person: User) -> str:
    mail = OutboxMessage.objects.get(kind="students.leader_asked", address=person.email)
    found = re.search(r"/studentoppgaver/leder/svar/\S+", mail.text)
    assert found
    return found.group()


def yes(task: StudentTask, **more: Any) -> dict[str, Any]:
    return {"answer": "yes", "yes-hours": "20", "yes-version": task.version, **more}


def page_for(task: StudentTask) -> str:
    return reverse("task_leader", args=[task.slug])


def test_opening_the_link_answers_nothing(client: Client, cast: Cast, asked: StudentTask) -> None:
    said = client.get(link_to(cast.unit_leader))
    assert said.status_code == 200
    assert "no-store" in said.headers["Cache-Control"]
    assert str(asked.summary) in said.content.decode()
    asked.refresh_from_db()
    assert asked.state == TaskState.DRAFT


def test_a_yes_by_the_link_needs_no_sign_in(client: Client, cast: Cast, asked: StudentTask) -> None:
    assert client.post(link_to(cast.unit_leader), yes(asked)).status_code == 200
    asked.refresh_from_db()
    assert (asked.state, asked.hours, asked.leader) == (TaskState.SUBMITTED, 20, cast.unit_leader)


def test_a_yes_says_hours(client: Client, cast: Cast, asked: StudentTask) -> None:
    assert client.post(link_to(cast.unit_leader), yes(asked, **{"yes-hours": ""})).status_code == 422
    asked.refresh_from_db()
    assert asked.state == TaskState.DRAFT


def test_a_no_by_the_link_says_why(client: Client, cast: Cast, asked: StudentTask) -> None:
    address = link_to(cast.unit_leader)
    assert client.post(address, {"answer": "no", "no-reason": ""}).status_code == 422
    assert client.post(address, {"answer": "no", "no-reason": "Ikke i høst."}).status_code == 200
    asked.refresh_from_db()
    assert asked.asked_leader_at is None


@pytest.mark.parametrize("wish", [{}, {"answer": "maybe"}])
def test_anything_else_is_no_answer(
    client: Client, cast: Cast, asked: StudentTask, wish: dict[str, str]
) -> None:
    assert client.post(link_to(cast.unit_leader), wish).status_code == 422


def test_a_used_link_says_that_it_is_answered(client: Client, cast: Cast, asked: StudentTask) -> None:
    address = link_to(cast.unit_leader)
    client.post(address, yes(asked))
    for said in (client.get(address), client.post(address, {"answer": "no", "no-reason": "Nei."})):
        assert said.status_code == 410
    asked.refresh_from_db()
    assert asked.state == TaskState.SUBMITTED


def test_an_old_link_is_over_when_it_is_sent_anew(client: Client, cast: Cast, asked: StudentTask) -> None:
    address = link_to(cast.unit_leader)
    with time_machine.travel(at(MONDAY, time(13)), tick=False):
        send(asked, by=cast.employee, seen=asked.version)
        assert client.get(address).status_code == 410


def test_a_link_too_old_says_so(client: Client, cast: Cast, asked: StudentTask) -> None:
    address = link_to(cast.unit_leader)
    with time_machine.travel(at(date(2027, 4, 1), time(12)), tick=False):
        assert client.get(address).status_code == 410


def test_who_leads_the_unit_no_more_answers_no_more(client: Client, cast: Cast, asked: StudentTask) -> None:
    address = link_to(cast.unit_leader)
    Affiliation.objects.filter(user=cast.unit_leader).update(last_day=date(2026, 10, 4))
    assert client.post(address, yes(asked)).status_code == 410
    asked.refresh_from_db()
    assert asked.state == TaskState.DRAFT


def test_a_link_to_somebody_who_never_led_it_is_no_way_in(
    client: Client, cast: Cast, asked: StudentTask
) -> None:
    assert asked.asked_leader_at is not None
    token = leader_token(asked.pk, cast.employee.pk, asked.asked_leader_at)
    assert client.get(reverse("task_leader_link", args=[token])).status_code == 410
    assert client.get(reverse("task_leader_link", args=["tull"])).status_code == 404


def test_what_was_changed_meanwhile_is_read_once_more(client: Client, cast: Cast, asked: StudentTask) -> None:
    address, seen = link_to(cast.unit_leader), yes(asked)
    change_task(asked, {"data": "sensitive"}, by=cast.employee, seen=asked.version)
    said = client.post(address, seen)
    assert said.status_code == 409
    assert "REK" in said.content.decode()
    assert client.post(address, yes(asked)).status_code == 200


def test_the_leader_answers_from_my_page_too(client: Client, cast: Cast, asked: StudentTask) -> None:
    client.force_login(cast.unit_leader)
    assert client.get(page_for(asked)).status_code == 200
    client.post(page_for(asked), yes(asked))
    asked.refresh_from_db()
    assert asked.state == TaskState.SUBMITTED


def test_the_team_says_whose_word_it_records(client: Client, cast: Cast, asked: StudentTask) -> None:
    client.force_login(cast.team_university)
    assert client.post(page_for(asked), yes(asked)).status_code == 422
    assert client.post(page_for(asked), yes(asked, **{"yes-note": "Kari, på telefon."})).status_code == 302
    asked.refresh_from_db()
    assert asked.state == TaskState.SUBMITTED


def test_others_find_no_such_page(cast: Cast, asked: StudentTask) -> None:
    for who, status in ((cast.student, 404), (cast.supervisor, 404), (cast.employee, 403)):
        client = Client()
        client.force_login(who)
        assert client.get(page_for(asked)).status_code == status


def test_once_it_is_answered_the_page_leads_to_the_task(
    client: Client, cast: Cast, asked: StudentTask
) -> None:
    confirm(asked, by=cast.unit_leader, hours=9, seen=asked.version)
    client.force_login(cast.unit_leader)
    assert client.get(page_for(asked)).headers["Location"] == reverse("task_draft", args=[asked.slug])


def test_a_no_without_a_reason_is_asked_for_it_in_plain_words(
    client: Client, cast: Cast, asked: StudentTask
) -> None:
    answer = client.post(link_to(cast.unit_leader), {"answer": "no", "no-reason": ""})
    assert answer.status_code == 422
    assert answer.context["no"].errors["reason"] == [_("Say why, so that the author can mend it.")]
