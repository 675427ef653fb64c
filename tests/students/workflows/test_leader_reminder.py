"""A leader is reminded after five working days, the author told after ten; quiet time stands still."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine

from portal.core.clock import at
from portal.core.models import OutboxMessage
from portal.partnership.models import QuietPeriod
from students.models import StudentTask
from students.workflows.leader import confirm
from students.workflows.leader_reminder import look_again, remind_leaders
from students.workflows.post import send
from tests.cast import Cast
from tests.students.posting import draft_of, rounds

MONDAY = date(2026, 10, 5)
LATE = date(2027, 6, 1)


@pytest.fixture(autouse=True)
def _rounds(db: None) -> None:
    rounds()


def asked(cast: Cast, day: date = MONDAY) -> StudentTask:
    task = draft_of(cast.employee, deadline=LATE)
    with time_machine.travel(at(day, time(12)), tick=False):
        return send(task, by=cast.employee, seen=task.version)


def run(day: date, hour: int = 8) -> int:
    moment: datetime = at(day, time(hour))
    with time_machine.travel(moment, tick=False):
        return remind_leaders(moment)


def reminders() -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(occurrence__startswith="again:"))


def silences() -> set[str]:
    return set(
        OutboxMessage.objects.filter(occurrence__startswith="silent:").values_list("address", flat=True)
    )


def test_the_leader_is_reminded_on_the_fifth_working_day_and_once(cast: Cast) -> None:
    asked(cast)
    assert run(MONDAY + timedelta(days=4)) == 0
    assert run(MONDAY + timedelta(days=7)) == 2
    assert {mail.address for mail in reminders()} == {cast.unit_leader.email, cast.called_in.email}
    assert run(MONDAY + timedelta(days=7)) == run(MONDAY + timedelta(days=8)) == 0


def test_it_comes_in_the_morning_of_a_working_day(cast: Cast) -> None:
    asked(cast)
    assert run(MONDAY + timedelta(days=7), hour=6) == 0
    assert run(MONDAY + timedelta(days=12)) == run(MONDAY + timedelta(days=13)) == 0
    assert run(MONDAY + timedelta(days=11)) == 2


def test_the_author_is_told_after_ten(cast: Cast) -> None:
    asked(cast)
    run(MONDAY + timedelta(days=11))
    assert silences() == set()
    run(MONDAY + timedelta(days=14))
    assert silences() == {cast.employee.email}
    assert run(MONDAY + timedelta(days=15)) == 0


def test_quiet_time_stands_still(cast: Cast) -> None:
    QuietPeriod.objects.all().delete()
    QuietPeriod.objects.create(key="autumn", definition={"weeks": [42, 42]}, name={"nb": "Høstferie"})
    asked(cast, date(2026, 10, 8))
    assert [run(date(2026, 10, day)) for day in (9, 12, 15, 16, 19, 20, 21)] == [0] * 7
    assert run(date(2026, 10, 22)) == 2


def test_an_answer_stops_both(cast: Cast) -> None:
    task = asked(cast)
    with time_machine.travel(at(MONDAY, time(13)), tick=False):
        confirm(task, by=cast.unit_leader, hours=3, seen=task.version)
    assert run(MONDAY + timedelta(days=30)) == 0


def test_sent_anew_it_is_reminded_of_anew(cast: Cast) -> None:
    task = asked(cast)
    run(MONDAY + timedelta(days=7))
    with time_machine.travel(at(MONDAY + timedelta(days=8), time(12)), tick=False):
        send(task, by=cast.employee, seen=task.version)
    assert run(MONDAY + timedelta(days=14)) == 0
    assert run(MONDAY + timedelta(days=15)) == 2


def test_a_question_that_was_answered_meanwhile_does_not_leave(cast: Cast) -> None:
    task = asked(cast)
    waiting = list(OutboxMessage.objects.filter(kind="students.leader_asked"))
    assert look_again(waiting) == {}
    with time_machine.travel(at(MONDAY, time(13)), tick=False):
        confirm(task, by=cast.unit_leader, hours=3, seen=task.version)
    assert set(look_again(waiting)) == {mail.pk for mail in waiting}


def test_the_mail_is_the_leaders_in_their_language(cast: Cast) -> Any:
    cast.unit_leader.language = "en"
    cast.unit_leader.save()
    task = asked(cast)
    mail = OutboxMessage.objects.get(kind="students.leader_asked", address=cast.unit_leader.email)
    assert "/en/studentoppgaver/leder/svar/" in mail.text
    assert str(task.title) in mail.subject
