"""A leaver's interest goes with its group, an offer gives its place back, and work a group has stays."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
import time_machine

from portal.core.clock import at
from portal.partnership.workflows.erase import erase
from students.models import Assignment, GroupMember, Interest
from students.queries.export import interest_export
from students.rules.enums import AssignmentState
from students.workflows.assign import accept, offer
from students.workflows.interest import answer_as_member
from tests.cast import Cast
from tests.students.showing import mails, open_task, shown, student, subjects


@pytest.fixture(autouse=True)
def _in_october(db: None) -> Any:
    with time_machine.travel(at(date(2026, 10, 5), time(12)), tick=False):
        yield


def test_interest_goes_and_an_offer_gives_its_place_back(cast: Cast) -> None:
    interest = shown(open_task(cast), cast.student, fellows=("kari@test.example",))
    answer_as_member(interest.members.get(), yes=True)
    offer(interest, by=cast.employee)
    erase(cast.student, by=None)
    assert not Interest.objects.exists()
    assert not GroupMember.objects.exists()
    assert Assignment.objects.get().state == AssignmentState.BROKEN_OFF
    [told] = mails(occurrence__startswith="gone", address=cast.employee.email)
    assert "Student" not in told.text
    assert subjects("kari@test.example")[-1] == "gone"


def test_work_a_group_has_stays_without_the_name(cast: Cast) -> None:
    interest = shown(open_task(cast), cast.student)
    offer(interest, by=cast.employee)
    accept(interest, by=cast.student)
    erase(cast.student, by=None)
    work = Assignment.objects.get()
    assert (work.state, work.interest) == (AssignmentState.ACCEPTED, None)


def test_a_leaver_is_taken_out_of_the_groups_of_others_by_address(cast: Cast) -> None:
    other = student("other")
    interest = shown(open_task(cast), other, fellows=(cast.student.email.upper(), "kari@test.example"))
    erase(cast.student, by=None)
    assert [one.email for one in interest.members.all()] == ["kari@test.example"]


def test_everyone_gets_out_what_is_kept_of_them_and_of_nobody_else(cast: Cast) -> None:
    shown(open_task(cast), cast.student, fellows=(cast.outsider.email, "kari@test.example"))
    [own] = interest_export(cast.student)
    assert own["state"] == "registered"
    assert "kari" not in str(own)
    [named] = interest_export(cast.outsider)
    assert named["email"] == cast.outsider.email
    assert interest_export(cast.employee) == []
