"""A draft is its author's; sent, it waits for its leader's word, and goes on without being asked twice."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from portal.core.clock import at
from portal.core.models import OutboxMessage, ThreadChange
from portal.core.models.thread import Relation, ThreadLink
from portal.core.workflows.transition import NotPossibleError, StaleError
from portal.partnership.models import Affiliation, Unit
from students.models import StudentTask
from students.rules.enums import TaskState
from students.workflows.leader import confirm
from students.workflows.post import change_task, draft_task, send
from tests.cast import Cast
from tests.projects.factories import NeedFactory
from tests.students.posting import draft_of, rounds, text, unit_of


@pytest.fixture(autouse=True)
def _in_october(db: None) -> Any:
    rounds()
    with time_machine.travel(at(date(2026, 10, 5), time(12)), tick=False):
        yield


def history(task: StudentTask) -> list[str]:
    changes = ThreadChange.objects.filter(thread=task.thread_id).order_by("pk")
    return list(changes.values_list("action", flat=True))


def told(task: StudentTask) -> list[tuple[str, str]]:
    mails = OutboxMessage.objects.filter(object_key=f"students.task:{task.pk}").order_by("pk")
    return [(mail.kind, mail.address) for mail in mails]


def no_leaders() -> None:
    Affiliation.objects.filter(role="leader").delete()


def confirmed(cast: Cast) -> StudentTask:
    task = draft_of(cast.employee)
    send(task, by=cast.employee, seen=task.version)
    return confirm(task, by=cast.unit_leader, hours=20, seen=task.version)


def test_a_task_made_from_a_need_stands_in_its_thread(cast: Cast) -> None:
    need = NeedFactory.create()
    values = {"title": text("Hvorfor?"), "unit": unit_of(cast.employee), "semester": "2027-1"}
    task = draft_task(values | {"deadline": date(2026, 11, 15)}, by=cast.employee, origin=need.thread)
    made = ThreadLink.objects.get(earlier=need.thread)
    assert (made.later, made.relation) == (task.thread, Relation.BECAME)
    assert task.state == TaskState.DRAFT
    assert task.made_by == cast.employee


def test_a_draft_is_nobody_elses(cast: Cast) -> None:
    assert draft_of(cast.employee).thread.audience == "own"


def test_sending_asks_the_leaders_of_the_unit(cast: Cast) -> None:
    task = draft_of(cast.employee)
    send(task, by=cast.employee, seen=task.version)
    assert task.state == TaskState.DRAFT
    assert task.asked_leader_at is not None
    leaders = {cast.unit_leader.email, cast.called_in.email}
    assert {address for _kind, address in told(task)} == leaders
    assert {kind for kind, _address in told(task)} == {"students.leader_asked"}
    assert OutboxMessage.objects.filter(secret=True).count() == 2


def test_without_a_leader_of_its_own_the_one_above_is_asked(cast: Cast) -> None:
    above = unit_of(cast.unit_leader)
    below = Unit.objects.create(
        partner=above.partner, parent=above, key="under", kind="x", name=text("Under")
    )
    task = draft_of(cast.employee, unit=below)
    send(task, by=cast.employee, seen=task.version)
    assert cast.unit_leader.email in {address for _kind, address in told(task)}


def test_without_any_leader_the_team_is_told(cast: Cast) -> None:
    no_leaders()
    task = draft_of(cast.employee)
    send(task, by=cast.employee, seen=task.version)
    team = {cast.team_municipality.email, cast.team_university.email}
    assert set(told(task)) == {("students.leader_missing", address) for address in team}


def test_a_leader_who_posts_confirms_in_one_step(cast: Cast) -> None:
    task = draft_of(cast.unit_leader)
    send(task, by=cast.unit_leader, seen=task.version, hours=30)
    assert task.state == TaskState.SUBMITTED
    assert (task.hours, task.leader) == (30, cast.unit_leader)
    assert history(task) == ["confirm", "submit"]
    assert told(task) == []


def test_hours_make_nobody_a_leader(cast: Cast) -> None:
    task = draft_of(cast.employee)
    send(task, by=cast.employee, seen=task.version, hours=30)
    assert task.state == TaskState.DRAFT
    assert task.confirmed_at is None


@pytest.mark.parametrize("who", ["supervisor", "student", "outsider", "unit_leader"])
def test_only_those_whose_it_is_send_it(cast: Cast, who: str) -> None:
    task = draft_of(cast.employee)
    with pytest.raises(PermissionDenied):
        send(task, by=cast.by_name()[who], seen=task.version)


@pytest.mark.parametrize(
    "lack", [{"contact": None}, {"learn": text("")}, {"deadline": date(2026, 10, 4)}, {"title": text("")}]
)
def test_what_lacks_something_is_not_sent(cast: Cast, lack: dict[str, Any]) -> None:
    task = draft_of(cast.employee)
    StudentTask.objects.filter(pk=task.pk).update(**lack)
    with pytest.raises(NotPossibleError):
        send(task, by=cast.employee, seen=task.version)


def test_a_page_that_is_older_than_the_task_sends_nothing(cast: Cast) -> None:
    task = draft_of(cast.employee)
    with pytest.raises(StaleError):
        send(task, by=cast.employee, seen=task.version + 1)
    assert told(task) == []


def test_pressing_send_twice_asks_once(cast: Cast) -> None:
    task = draft_of(cast.employee)
    seen = task.version
    send(task, by=cast.employee, seen=seen)
    with pytest.raises(StaleError):
        send(task, by=cast.employee, seen=seen)


def test_what_came_back_goes_straight_to_the_check_and_its_comments_go(cast: Cast) -> None:
    task = confirmed(cast)
    StudentTask.objects.filter(pk=task.pk).update(state=TaskState.DRAFT, comments={"title": "Kortere"})
    task.refresh_from_db()
    change_task(task, {"title": text("Hvorfor?")}, by=cast.employee, seen=task.version)
    send(task, by=cast.employee, seen=task.version)
    assert task.state == TaskState.SUBMITTED
    assert task.comments == {}
    assert history(task)[-2:] == ["edited", "resubmit"]


@pytest.mark.parametrize("changed", [{"data": "personal"}, {"hours": 99}])
def test_the_leaders_word_ends_with_what_it_was_about(cast: Cast, changed: dict[str, Any]) -> None:
    task = confirmed(cast)
    change_task(task, changed, by=cast.employee, seen=task.version)
    assert task.state == TaskState.DRAFT
    assert task.confirmed_at is None
    send(task, by=cast.employee, seen=task.version)
    assert task.state == TaskState.DRAFT
    assert task.asked_leader_at is not None


def test_the_leaders_word_holds_through_other_changes(cast: Cast) -> None:
    task = confirmed(cast)
    change_task(task, {"place": "Rådhuset"}, by=cast.employee, seen=task.version)
    assert task.state == TaskState.SUBMITTED
    assert task.confirmed_at is not None


def test_another_unit_while_asked_asks_its_leader(cast: Cast) -> None:
    task = draft_of(cast.employee)
    send(task, by=cast.employee, seen=task.version)
    other = Unit.objects.named().filter(partner=task.unit.partner).exclude(pk=task.unit_id)[0]
    Affiliation.objects.create(user=cast.outsider, unit=other, role="leader", first_day=date(2020, 1, 1))
    change_task(task, {"unit": other}, by=cast.employee, seen=task.version)
    assert ("students.leader_asked", cast.outsider.email) in told(task)
