"""Unanswered interest reminds its owner after 7 working days and the team after 14; quiet time stops it."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
import time_machine

from portal.core.awaiting import told
from portal.core.clock import at
from portal.core.models import OutboxMessage
from portal.core.registry import Duty
from portal.partnership.models import QuietPeriod
from students.models import Interest, StudentTask
from students.queries.interest_duties import answer_duties, student_duties
from students.workflows.assign import decline, offer
from students.workflows.interest_reminder import late_look_again, member_look_again, remind_of_interest
from tests.cast import Cast
from tests.students.showing import open_task, shown, subjects

MONDAY = date(2026, 10, 5)
SEVENTH, FOURTEENTH = date(2026, 10, 14), date(2026, 10, 23)


@pytest.fixture(autouse=True)
def _no_quiet_time(partnership: object) -> None:
    QuietPeriod.objects.all().delete()


def asked(task: StudentTask, cast: Cast, day: date = MONDAY) -> Interest:
    with time_machine.travel(at(day, time(12)), tick=False):
        return shown(task, cast.student, fellows=("kari@test.example",))


def run(day: date, hour: int = 8) -> int:
    moment: datetime = at(day, time(hour))
    with time_machine.travel(moment, tick=False):
        return remind_of_interest(moment)


def duties_on(day: date, cast: Cast) -> dict[str, list[Duty]]:
    with time_machine.travel(at(day, time(12)), tick=False):
        return {
            "owner": told(answer_duties(cast.employee), most=100),
            "team": told(answer_duties(cast.team_university), most=100),
        }


def test_the_owner_is_reminded_after_seven_working_days_and_once(cast: Cast) -> None:
    asked(open_task(cast), cast)
    assert run(date(2026, 10, 13)) == 0
    assert run(SEVENTH) == 1
    assert run(SEVENTH) == run(date(2026, 10, 15)) == 0
    assert subjects(cast.employee.email) == ["new", "late"]


def test_the_team_hears_after_fourteen(cast: Cast) -> None:
    asked(open_task(cast), cast)
    run(SEVENTH)
    assert run(date(2026, 10, 22)) == 0
    assert run(FOURTEENTH) == 2
    assert [subjects(one.email) for one in (cast.team_municipality, cast.team_university)] == [["team"]] * 2


def test_it_comes_in_the_morning_of_a_working_day(cast: Cast) -> None:
    asked(open_task(cast), cast, date(2026, 10, 8))
    assert run(date(2026, 10, 19), hour=6) == run(date(2026, 10, 18)) == 0
    assert run(date(2026, 10, 19), hour=7) == 1


def test_quiet_weeks_stand_still(cast: Cast) -> None:
    QuietPeriod.objects.create(key="autumn", definition={"weeks": [42, 42]}, name={"nb": "Høstferie"})
    asked(open_task(cast), cast)
    assert run(SEVENTH) == run(date(2026, 10, 20)) == 0
    assert run(date(2026, 10, 21)) == 1


def test_an_answer_is_owed_past_the_deadline_too(cast: Cast) -> None:
    asked(open_task(cast, deadline=MONDAY), cast)
    assert run(SEVENTH) == 1
    assert len(duties_on(SEVENTH, cast)["owner"]) == 1


def test_an_answer_stops_it_and_holds_back_what_has_not_left(cast: Cast) -> None:
    interest = asked(open_task(cast), cast)
    run(SEVENTH)
    late = list(OutboxMessage.objects.filter(kind="students.interest_late"))
    assert late_look_again(late) == {}
    with time_machine.travel(at(SEVENTH, time(12)), tick=False):
        decline(interest, by=cast.employee, reason="Nei.")
    assert set(late_look_again(late)) == {mail.pk for mail in late}
    assert run(FOURTEENTH) == 0


def test_the_question_to_a_member_ends_with_the_interest(cast: Cast) -> None:
    interest = asked(open_task(cast), cast)
    question = list(OutboxMessage.objects.filter(kind="students.group_member"))
    assert member_look_again(question) == {}
    with time_machine.travel(at(SEVENTH, time(12)), tick=False):
        decline(interest, by=cast.employee, reason="Nei.")
    assert set(member_look_again(question)) == {mail.pk for mail in question}


def test_it_awaits_the_owner_at_once_and_the_team_after_fourteen_working_days(cast: Cast) -> None:
    asked(open_task(cast), cast)
    found = duties_on(MONDAY, cast)
    assert [duty.due for duty in found["owner"]] == [SEVENTH]
    assert found["team"] == duties_on(date(2026, 10, 22), cast)["team"] == []
    assert len(duties_on(FOURTEENTH, cast)["team"]) == 1


@pytest.mark.parametrize("way", ["coordinator", "course"])
def test_it_awaits_the_coordinator_where_they_assign_the_task(cast: Cast, way: str) -> None:
    asked(open_task(cast, assign_by=way, coordinator=cast.course_coordinator, course="EiT"), cast)
    assert duties_on(MONDAY, cast)["owner"] == []
    assert len(told(answer_duties(cast.course_coordinator), most=100)) == 1
    run(SEVENTH)
    assert subjects(cast.course_coordinator.email) == ["new", "late"]
    assert subjects(cast.employee.email) == []


def test_without_a_coordinator_the_owner_answers(cast: Cast) -> None:
    asked(open_task(cast, assign_by="coordinator"), cast)
    assert len(duties_on(MONDAY, cast)["owner"]) == 1
    assert subjects(cast.employee.email) == ["new"]


def test_where_nobody_is_left_to_answer_the_team_does_at_once(cast: Cast) -> None:
    asked(open_task(cast, contact=None, made_by=None), cast)
    assert len(duties_on(MONDAY, cast)["team"]) == 1
    assert subjects(cast.team_university.email) == ["new"]


def test_an_offer_awaits_the_student_and_a_group_whoever_is_named(cast: Cast) -> None:
    with time_machine.travel(at(MONDAY, time(12)), tick=False):
        interest = shown(open_task(cast), cast.student, fellows=(cast.outsider.email,))
        assert [duty.due for duty in told(student_duties(cast.outsider), most=100)] == [None]
        assert told(student_duties(cast.student), most=100) == []
        offer(interest, by=cast.employee)
        assert [duty.due for duty in told(student_duties(cast.student), most=100)] == [SEVENTH]
        assert told(student_duties(cast.employee), most=100) == []
