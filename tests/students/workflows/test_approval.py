"""Whoever approves the work hears that it waits, and once more after seven working days."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
import time_machine

from portal.core.clock import at
from portal.core.models import OutboxMessage
from portal.partnership.models import QuietPeriod, User
from students.models import Assignment
from students.workflows.approval import APPROVAL, look_again, remind_approvers
from students.workflows.assign import accept, offer
from students.workflows.work import approve
from tests.cast import Cast
from tests.students.showing import mails, open_task, shown, subjects

MONDAY, SEVENTH = date(2026, 10, 5), date(2026, 10, 14)


@pytest.fixture(autouse=True)
def _no_quiet_time(partnership: object) -> None:
    QuietPeriod.objects.all().delete()


def accepted(cast: Cast, **task: Any) -> Assignment:
    with time_machine.travel(at(MONDAY, time(12)), tick=False):
        interest = shown(open_task(cast, **task), cast.student)
        offer(interest, by=cast.employee)
        accept(interest, by=cast.student)
    return Assignment.objects.get(interest=interest)


def run(day: date, hour: int = 8) -> int:
    moment: datetime = at(day, time(hour))
    with time_machine.travel(moment, tick=False):
        return remind_approvers(moment)


def asked(*people: User) -> list[list[str]]:
    return [
        [mail.occurrence.partition(":")[0] for mail in mails(kind=APPROVAL, recipient=one)] for one in people
    ]


def test_the_supervisor_is_asked_at_once_and_reminded_once(cast: Cast) -> None:
    accepted(cast, supervisor=cast.supervisor)
    assert asked(cast.supervisor, cast.team_university) == [["asked"], []]
    assert run(date(2026, 10, 13)) == run(SEVENTH, hour=6) == 0
    assert run(SEVENTH) == 1
    assert run(SEVENTH) == run(date(2026, 10, 20)) == 0
    assert asked(cast.supervisor) == [["asked", "late"]]


def test_the_coordinator_hears_it_in_one_mail(cast: Cast) -> None:
    accepted(cast, assign_by="coordinator", coordinator=cast.course_coordinator)
    assert subjects(cast.course_coordinator.email) == ["new", "asked"]


def test_the_owner_hears_that_it_is_accepted_and_the_team_approves_where_nobody_does(cast: Cast) -> None:
    accepted(cast)
    assert subjects(cast.employee.email) == ["new", "accept"]
    assert asked(cast.team_municipality, cast.team_university) == [["asked"], ["asked"]]


def test_a_supervisor_whose_account_is_closed_is_nobody(cast: Cast) -> None:
    User.objects.filter(pk=cast.supervisor.pk).update(is_active=False)
    accepted(cast, supervisor=cast.supervisor)
    assert asked(cast.supervisor, cast.team_university) == [[], ["asked"]]


def test_quiet_weeks_stand_still(cast: Cast) -> None:
    QuietPeriod.objects.create(key="autumn", definition={"weeks": [42, 42]}, name={"nb": "Høstferie"})
    accepted(cast, supervisor=cast.supervisor)
    assert run(SEVENTH) == run(date(2026, 10, 20)) == 0
    assert run(date(2026, 10, 21)) == 1


def test_what_is_approved_meanwhile_asks_nobody(cast: Cast) -> None:
    work = accepted(cast, supervisor=cast.supervisor)
    waiting = list(OutboxMessage.objects.filter(kind=APPROVAL))
    assert look_again(waiting) == {}
    approve(work, by=cast.supervisor)
    assert set(look_again(waiting)) == {mail.pk for mail in waiting}
    assert run(SEVENTH) == 0
