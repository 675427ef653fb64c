"""A group hears two working days before its offer is over, once; quiet time stands still."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
import time_machine

from portal.core.clock import at
from portal.core.models import OutboxMessage
from portal.partnership.models import QuietPeriod
from students.models import Interest
from students.workflows.assign import accept, offer
from students.workflows.group_member import answer_as_member
from students.workflows.interest_mail import ENDING
from students.workflows.offer_reminder import look_again, remind_of_offers
from tests.cast import Cast
from tests.students.showing import open_task, shown, subjects

MONDAY, LAST, SECOND_LAST = date(2026, 10, 5), date(2026, 10, 14), date(2026, 10, 12)


@pytest.fixture(autouse=True)
def _no_quiet_time(partnership: object) -> None:
    QuietPeriod.objects.all().delete()


def offered(cast: Cast) -> Interest:
    with time_machine.travel(at(MONDAY, time(12)), tick=False):
        interest = shown(open_task(cast), cast.student, fellows=("kari@test.example", "ola@test.example"))
        answer_as_member(interest.members.get(name="Kari"), yes=True)
        offer(interest, by=cast.employee)
    assert interest.answer_by
    return interest


def run(day: date, hour: int = 8) -> int:
    moment: datetime = at(day, time(hour))
    with time_machine.travel(moment, tick=False):
        return remind_of_offers(moment)


def test_those_in_the_group_are_reminded_once_two_working_days_before(cast: Cast) -> None:
    assert offered(cast).answer_by == LAST
    assert run(date(2026, 10, 9)) == run(date(2026, 10, 11)) == run(SECOND_LAST, hour=6) == 0
    assert run(SECOND_LAST) == 2
    assert run(SECOND_LAST) == run(LAST) == run(date(2026, 10, 15)) == 0
    assert [subjects(one)[-1] for one in (cast.student.email, "kari@test.example")] == ["ending", "ending"]
    assert subjects("ola@test.example") == ["asked"]


def test_on_the_last_day_it_comes_still_where_nothing_ran_before(cast: Cast) -> None:
    offered(cast)
    assert run(LAST) == 2


def test_quiet_weeks_stand_still(cast: Cast) -> None:
    QuietPeriod.objects.create(key="autumn", definition={"weeks": [42, 42]}, name={"nb": "Høstferie"})
    assert offered(cast).answer_by == date(2026, 10, 21)
    assert run(SECOND_LAST) == run(date(2026, 10, 16)) == 0
    assert run(date(2026, 10, 19)) == 2


def test_who_has_answered_meanwhile_is_not_reminded(cast: Cast) -> None:
    interest = offered(cast)
    run(SECOND_LAST)
    waiting = list(OutboxMessage.objects.filter(kind=ENDING))
    assert look_again(waiting) == {}
    with time_machine.travel(at(SECOND_LAST, time(12)), tick=False):
        accept(interest, by=cast.student)
    assert set(look_again(waiting)) == {mail.pk for mail in waiting}
    assert run(LAST) == 0
