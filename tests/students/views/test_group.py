"""The page of one's own group, and what the link of a member says when it can't be answered."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from portal.core.clock import at
from students.models import Interest
from students.rules.interest_link import member_token
from students.workflows.assign import offer
from students.workflows.group_member import answer_as_member
from tests.cast import Cast
from tests.students.showing import open_task, shown, student

KARI = "kari@test.example"


@pytest.fixture(autouse=True)
def _in_october(db: None) -> Any:
    with time_machine.travel(at(date(2026, 10, 5), time(12)), tick=False):
        yield


@pytest.fixture
def interest(client: Client, cast: Cast) -> Interest:
    client.force_login(cast.student)
    return shown(open_task(cast, group_max=3), cast.student, fellows=(KARI,))


def page_of(interest: Interest) -> str:
    return reverse("interest_group", args=[interest.pk])


def test_one_is_added_and_taken_out_on_the_page_it_is_led_to(client: Client, interest: Interest) -> None:
    assert page_of(interest) in client.get(reverse("my_interests")).content.decode()
    assert KARI in client.get(page_of(interest)).content.decode()
    assert client.post(page_of(interest), {"name": "Ola", "email": "ola@test.example"}).status_code == 302
    ola = interest.members.get(name="Ola")
    assert client.post(page_of(interest), {"out": ola.pk}).status_code == 302
    assert [one.name for one in interest.members.all()] == ["Kari"]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"name": "Ola", "email": "ingen adresse"}, 422),
        ({"name": "", "email": "ola@test.example"}, 422),
        ({"name": "Kari", "email": KARI}, 409),
        ({"out": "0"}, 409),
        ({"again": "tull"}, 409),
        ({"again": "9" * 40}, 409),
    ],
)
def test_what_is_wrong_is_told(client: Client, interest: Interest, sent: dict[str, str], status: int) -> None:
    assert client.post(page_of(interest), sent).status_code == status
    assert interest.members.count() == 1


def test_the_member_of_another_group_is_not_theirs_to_take_out(client: Client, interest: Interest) -> None:
    other = shown(interest.task, student("other"), fellows=("ola@test.example",))
    assert client.post(page_of(interest), {"out": other.members.get().pk}).status_code == 409
    assert other.members.exists()


def test_with_an_offer_there_is_nothing_to_change_but_a_link_to_send(
    client: Client, cast: Cast, interest: Interest
) -> None:
    offer(interest, by=cast.employee)
    page = client.get(page_of(interest)).content.decode()
    assert 'name="again"' in page
    assert 'name="out"' not in page
    assert 'name="email"' not in page


def test_it_is_nobody_elses(client: Client, interest: Interest) -> None:
    client.force_login(student("other"))
    assert client.get(page_of(interest)).status_code == 404
    assert client.post(page_of(interest), {"out": interest.members.get().pk}).status_code == 404


def test_a_link_says_what_stands_in_the_way(client: Client, interest: Interest) -> None:
    other = shown(interest.task, student("other"), fellows=(KARI,), name="De andre")
    answer_as_member(other.members.get(), yes=True)
    kari = interest.members.get()
    link = reverse("group_member", args=[member_token(kari.pk, kari.email)])
    said = client.post(link, {"answer": "yes"})
    assert said.status_code == 409
    assert "De andre" in said.content.decode()
    kari.delete()
    assert client.get(link).status_code == 410


def test_ones_own_page_says_who_answers_and_by_when(client: Client, cast: Cast, interest: Interest) -> None:
    page = client.get(reverse("my_interests")).content.decode()
    assert "14. oktober 2026" in page
    assert cast.employee.name in page
    assert interest.angle in page
    with time_machine.travel(at(date(2026, 10, 15), time(12)), tick=False):
        page = client.get(reverse("my_interests")).content.decode()
        assert "14. oktober 2026" in page
        assert cast.employee.name not in page
