"""A leaver's interest goes with its group, an offer gives its place back, and work a group has stays."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from portal.core.clock import at
from portal.core.workflows.transition import NotPossibleError
from portal.partnership.workflows.erase import erase
from students.models import Assignment, GroupMember, Interest
from students.queries.export import interest_export
from students.queries.interest_duties import headless_for
from students.rules.enums import AssignmentState
from students.rules.interest_link import member_token
from students.workflows.assign import accept, offer
from students.workflows.group_member import answer_as_member, answer_for_group
from tests.cast import Cast
from tests.students.showing import mails, open_task, shown, student, subjects


@pytest.fixture(autouse=True)
def _in_october(db: None) -> Any:
    with time_machine.travel(at(date(2026, 10, 5), time(12)), tick=False):
        yield


def test_interest_alone_goes_and_an_offer_gives_its_place_back(cast: Cast) -> None:
    interest = shown(open_task(cast), cast.student, fellows=("kari@test.example",))
    offer(interest, by=cast.employee)
    erase(cast.student, by=None)
    assert not Interest.objects.exists()
    assert not GroupMember.objects.exists()
    assert Assignment.objects.get().state == AssignmentState.BROKEN_OFF
    [told] = mails(occurrence__startswith="gone", address=cast.employee.email)
    assert "Student" not in told.text


@pytest.mark.parametrize("accepted", [False, True])
def test_who_has_an_account_answers_for_the_group_from_now_on_and_all_are_told(
    cast: Cast, accepted: bool
) -> None:
    interest = shown(open_task(cast), cast.student, fellows=("kari@test.example", cast.outsider.email))
    for member in interest.members.all():
        answer_as_member(member, yes=True)
    offer(interest, by=cast.employee)
    if accepted:
        accept(interest, by=cast.student)
    erase(cast.student, by=None)
    interest.refresh_from_db()
    assert interest.by == cast.outsider
    assert interest.state == ("accepted" if accepted else "offered")
    assert [subjects(one)[-1] for one in ("kari@test.example", cast.outsider.email)] == ["heir", "heir"]


def headless(cast: Cast) -> Interest:
    """A group with an offer; Kari, who has said yes, had no account when the one who registered it left."""
    interest = shown(open_task(cast), cast.student, fellows=("kari@test.example", "ola@test.example"))
    answer_as_member(interest.members.get(name="Kari"), yes=True)
    offer(interest, by=cast.employee)
    erase(cast.student, by=None)
    interest.refresh_from_db()
    return interest


def test_without_an_account_in_the_group_each_is_asked_to_answer_for_it(cast: Cast) -> None:
    interest = headless(cast)
    assert (interest.state, interest.by.is_active) == ("offered", False)
    assert Assignment.objects.get().state == AssignmentState.OFFERED
    [asked] = mails(occurrence__startswith="headless")
    assert (asked.address, asked.secret) == ("kari@test.example", True)


def test_one_of_them_answers_for_it_by_their_link_once_they_are_signed_in(cast: Cast, client: Client) -> None:
    interest = headless(cast)
    kari = interest.members.get(name="Kari")
    link = reverse("group_member", args=[member_token(kari.pk, kari.email)])
    assert reverse("sign_in") in client.get(link).content.decode()
    assert client.post(link, {"answer": "lead"}).status_code == 403
    client.force_login(cast.employee)
    assert client.post(link, {"answer": "lead"}).status_code == 403
    account = student("another.address")
    client.force_login(account)
    assert 'value="lead"' in client.get(link).content.decode()
    assert client.post(link, {"answer": "lead"}).status_code == 302
    interest.refresh_from_db()
    assert interest.by == account
    assert [one.name for one in interest.members.all()] == ["Ola"]
    assert client.get(link).status_code == 410
    accept(interest, by=account)


def test_it_waits_for_them_on_my_page(cast: Cast) -> None:
    interest = headless(cast)
    kari = student("kari")
    assert list(headless_for(kari)) == [interest.members.get(name="Kari")]
    answer_for_group(interest.members.get(name="Kari"), by=kari)
    assert list(headless_for(kari)) == []


def test_a_second_one_is_too_late(cast: Cast) -> None:
    interest = headless(cast)
    ola = interest.members.get(name="Ola")
    answer_as_member(ola, yes=True)
    answer_for_group(interest.members.get(name="Kari"), by=student("kari"))
    with pytest.raises(NotPossibleError):
        answer_for_group(ola, by=student("ola"))


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
