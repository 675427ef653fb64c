"""A leader's yes sends a task on, a no sends it back with the reason; both ways the author hears of it."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from portal.core.awaiting import told
from portal.core.clock import at, today
from portal.core.models import OutboxMessage, ThreadChange
from portal.core.registry import Duty
from portal.core.workflows.transition import NotPossibleError, StaleError
from portal.partnership.models import Affiliation
from students.models import StudentTask
from students.queries.leader import author_duties, last_no, leader_duties, leaders_of
from students.rules.enums import TaskState
from students.workflows.leader import confirm, decline
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


def answers_to(cast: Cast) -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(kind="students.leader_answered", address=cast.employee.email))


def titles(duties: list[Duty]) -> list[str]:
    return [duty.title for duty in duties]


def test_a_yes_sends_it_to_the_check_at_once(cast: Cast, asked: StudentTask) -> None:
    confirm(asked, by=cast.unit_leader, hours=25, seen=asked.version)
    assert asked.state == TaskState.SUBMITTED
    assert (asked.hours, asked.leader, asked.asked_leader_at) == (25, cast.unit_leader, None)
    assert asked.confirmed_at == at(MONDAY, time(12))
    [mail] = answers_to(cast)
    assert cast.unit_leader.name in mail.text


def test_a_no_sends_it_back_with_the_reason_to_those_whose_it_is(cast: Cast, asked: StudentTask) -> None:
    decline(asked, by=cast.unit_leader, reason="Vi har ingen til å følge opp.")
    assert asked.state == TaskState.DRAFT
    assert asked.asked_leader_at is None
    assert last_no(asked) == "Vi har ingen til å følge opp."
    [mail] = answers_to(cast)
    assert "Vi har ingen til å følge opp." in mail.text


def test_the_reason_is_no_note_that_everyone_reads_once_it_is_published(
    cast: Cast, asked: StudentTask
) -> None:
    decline(asked, by=cast.unit_leader, reason="Vi har ingen til å følge opp.")
    assert not ThreadChange.objects.filter(thread=asked.thread_id).exclude(note="").exists()


def test_a_no_is_over_when_it_is_sent_again_and_each_no_is_told(cast: Cast, asked: StudentTask) -> None:
    for reason in ("Ikke i høst.", "Ikke nå heller."):
        decline(asked, by=cast.unit_leader, reason=reason)
        assert last_no(asked) == reason
        send(asked, by=cast.employee, seen=asked.version)
        assert last_no(asked) == ""
    assert len(answers_to(cast)) == 2


def test_a_no_says_why(cast: Cast, asked: StudentTask) -> None:
    with pytest.raises(NotPossibleError):
        decline(asked, by=cast.unit_leader, reason="  ")


@pytest.mark.parametrize("who", ["employee", "supervisor", "student", "outsider"])
def test_nobody_but_the_leader_answers(cast: Cast, asked: StudentTask, who: str) -> None:
    person = cast.by_name()[who]
    with pytest.raises(PermissionDenied):
        confirm(asked, by=person, hours=5, seen=asked.version, note="Lederen sa ja.")
    with pytest.raises(PermissionDenied):
        decline(asked, by=person, reason="Nei.")


def test_the_team_records_a_word_only_with_who_gave_it(cast: Cast, asked: StudentTask) -> None:
    with pytest.raises(NotPossibleError):
        confirm(asked, by=cast.team_university, hours=5, seen=asked.version)
    confirm(asked, by=cast.team_university, hours=5, seen=asked.version, note="Kari, på telefon.")
    assert asked.state == TaskState.SUBMITTED
    assert asked.leader is None
    change = ThreadChange.objects.get(thread=asked.thread_id, action="confirm")
    assert (change.by, change.note) == (cast.team_university, "Kari, på telefon.")


def test_a_yes_is_to_what_was_read(cast: Cast, asked: StudentTask) -> None:
    seen = asked.version
    change_task(asked, {"data": "sensitive"}, by=cast.employee, seen=seen)
    with pytest.raises(StaleError):
        confirm(asked, by=cast.unit_leader, hours=25, seen=seen)


def test_of_two_answers_the_second_changes_nothing(cast: Cast, asked: StudentTask) -> None:
    confirm(asked, by=cast.unit_leader, hours=25, seen=asked.version)
    with pytest.raises(NotPossibleError):
        confirm(asked, by=cast.called_in, hours=3, seen=asked.version)
    with pytest.raises(NotPossibleError):
        decline(asked, by=cast.called_in, reason="Nei.")
    asked.refresh_from_db()
    assert (asked.state, asked.hours) == (TaskState.SUBMITTED, 25)


def test_it_awaits_the_leader_within_five_working_days(cast: Cast, asked: StudentTask) -> None:
    [duty] = told(leader_duties(cast.unit_leader), most=100)
    assert duty.title == str(asked.title)
    assert duty.due == date(2026, 10, 12)
    assert (
        told(leader_duties(cast.employee), most=100)
        == told(leader_duties(cast.team_university), most=100)
        == []
    )
    confirm(asked, by=cast.unit_leader, hours=25, seen=asked.version)
    assert told(leader_duties(cast.unit_leader), most=100) == []


def test_without_a_leader_it_awaits_the_team(cast: Cast, asked: StudentTask) -> None:
    Affiliation.objects.filter(role="leader").delete()
    assert leaders_of(asked.unit, today()) == []
    assert titles(told(leader_duties(cast.team_university), most=100)) == [str(asked.title)]


def test_what_came_back_awaits_its_author(cast: Cast, asked: StudentTask) -> None:
    assert told(author_duties(cast.employee), most=100) == []
    decline(asked, by=cast.unit_leader, reason="Nei.")
    assert titles(told(author_duties(cast.employee), most=100)) == [str(asked.title)]
    assert told(author_duties(cast.called_in), most=100) == []
    send(asked, by=cast.employee, seen=asked.version)
    assert told(author_duties(cast.employee), most=100) == []


def test_comments_of_the_check_await_the_author(cast: Cast) -> None:
    task = draft_of(cast.employee, comments={"title": "Kortere"})
    assert titles(told(author_duties(cast.employee), most=100)) == [str(task.title)]


def test_nobody_says_no_to_what_they_are_not_asked(cast: Cast) -> None:
    task = draft_of(cast.employee)
    with pytest.raises(NotPossibleError):
        decline(task, by=cast.unit_leader, reason="Ikke i høst.")
