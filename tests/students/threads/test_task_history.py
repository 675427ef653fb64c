"""What the history of a task tells a visitor: no reason that may name somebody, and nothing of groups."""

from __future__ import annotations

from datetime import date, time
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from portal.core.clock import at
from portal.core.models import OutboxMessage
from portal.core.models.change import ThreadChange
from portal.core.queries.history import history_of
from portal.core.threads import kinds
from portal.partnership.models import User
from portal.partnership.queries.followed_thread import THREAD
from portal.partnership.workflows.follow import follow
from students.models import StudentTask
from students.rules.assignment import ASSIGNMENT
from students.rules.interest import INTEREST
from students.rules.task import TASK
from students.workflows.assign import decline, offer
from students.workflows.check import publish, return_task
from students.workflows.leader import confirm
from students.workflows.leader import decline as leaders_no
from students.workflows.post import send
from students.workflows.work import break_off
from tests.cast import Cast
from tests.students.factories import assigned
from tests.students.posting import draft_of, rounds
from tests.students.showing import shown, student

MARK = "Kari Nordmann"
TOLD_TO_ALL = {
    *("made", "edited", "imported", "confirm", "publish", "fill", "free", "close", "withdraw", "reopen"),
    *("assignment.approve", "assignment.start", "assignment.deliver", "assignment.complete"),
    *("assignment.break_off", "data_cleared", "merged"),
}
"""Every action of a task a visitor is told of. One more is a decision."""


@pytest.fixture(autouse=True)
def _in_october(db: None) -> Any:
    rounds()
    with time_machine.travel(at(date(2026, 10, 5), time(12)), tick=False):
        yield


def page(task: StudentTask, reader: User | None = None) -> str:
    client = Client()
    if reader:
        client.force_login(reader)
    response = client.get(f"/en/studentoppgaver/{task.slug}/")
    assert response.status_code == 200
    return unescape(response.content.decode())


@pytest.fixture
def task(cast: Cast) -> StudentTask:
    """With a name in every reason there is on its way, and in the answers to two groups."""
    task = draft_of(cast.employee, deadline=date(2026, 12, 1), groups=2)
    send(task, by=cast.employee, seen=task.version)
    leaders_no(task, by=cast.unit_leader, reason=f"Not without {MARK}.")
    send(task, by=cast.employee, seen=task.version)
    confirm(task, by=cast.team_university, hours=20, seen=task.version, note=f"{MARK} said so.")
    return_task(task, by=cast.team_university, seen=task.version, comments={"title": f"Ask {MARK}."})
    send(task, by=cast.employee, seen=task.version)
    publish(task, by=cast.team_university, seen=task.version, reason=f"{MARK} is away.")
    decline(shown(task, cast.student), by=cast.employee, reason=f"{MARK} was first.")
    offer(shown(task, student("other")), by=cast.employee)
    break_off(assigned(task), by=cast.employee, reason=f"{MARK} is ill.")
    task.refresh_from_db()
    return task


def test_no_reason_that_may_name_somebody_is_on_the_public_page(task: StudentTask) -> None:
    shown_page = page(task)
    assert "The task is published." in shown_page
    assert "The leader has confirmed hours and data." in shown_page
    assert MARK not in shown_page
    for inner in ("did not confirm", "returned with comments", "asked to confirm", "got no for an answer"):
        assert inner not in shown_page


def test_a_student_reads_what_a_visitor_reads(cast: Cast, task: StudentTask) -> None:
    assert MARK not in page(task, cast.student)


def test_those_inside_read_who_gave_the_leaders_word(cast: Cast, task: StudentTask) -> None:
    inside = page(task, cast.unit_leader)
    assert f"{MARK} said so." in inside
    assert "It is returned with comments." in inside
    assert f"{MARK} was first." not in inside
    assert f"{MARK} is ill." not in inside


def test_who_follows_it_gets_no_more_by_mail(cast: Cast, task: StudentTask) -> None:
    follow(THREAD, str(task.thread_id), by=cast.outsider)
    break_off(assigned(task), by=cast.employee, reason=f"{MARK} is ill.")
    told = OutboxMessage.objects.filter(recipient=cast.outsider)
    assert told.count() == 1
    assert MARK not in "".join(mail.text for mail in told)


def test_every_action_a_visitor_is_told_of_is_one_we_have_decided_on(task: StudentTask) -> None:
    tables = {"": TASK, "interest.": INTEREST, "assignment.": ASSIGNMENT}
    actions = {f"{prefix}{row.action}" for prefix, table in tables.items() for row in table}
    actions |= {*kinds.get("task").acts, "made", "edited", "merged", "assignment.recorded"}
    told = set()
    for action in actions:
        ThreadChange.objects.filter(thread=task.thread).delete()
        ThreadChange.objects.create(thread=task.thread, action=action, at=at(date(2026, 10, 5), time(12)))
        with translation.override("en"):
            if history_of(task.thread, inside=False):
                told.add(action)
    assert told == TOLD_TO_ALL
