"""One is erased when one has ticked that one wants it: signed out at once, with a receipt and no way back."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from portal.core.clock import today
from portal.core.personal_data import what_stays
from portal.partnership.models import Tenure, User
from tests.cast import Cast

PAGE = "/min-side/data/slett/"


@pytest.fixture
def student(cast: Cast, client: Client) -> User:
    client.force_login(cast.student)
    return cast.student


def main_of(client: Client, address: str = PAGE) -> str:
    return client.get(address).content.decode().partition("<main")[2]


def is_erased(person: User) -> bool:
    return User.objects.get(pk=person.pk).erased_at is not None


def test_the_page_says_what_stays_and_why_and_erases_nobody(student: User, client: Client) -> None:
    shown = main_of(client)
    for line in what_stays():
        assert str(line.stays).replace("'", "&#x27;") in shown
    assert not is_erased(student)


def test_without_the_tick_nothing_happens(student: User, client: Client) -> None:
    assert client.post(PAGE).status_code == 422
    assert not is_erased(student)


def test_with_the_tick_one_is_erased_signed_out_and_given_a_receipt(student: User, client: Client) -> None:
    email = student.email
    response = client.post(PAGE, {"sure": "on"}, follow=True)
    assert response.redirect_chain == [("/min-side/data/slettet/", 302)]
    assert response.status_code == 200
    assert is_erased(student)
    assert client.get("/min-side/").headers["Location"].startswith("/logg-inn/")
    assert not User.objects.filter(email=email).exists()


def test_other_windows_are_signed_out_too(student: User, client: Client) -> None:
    other = Client()
    other.force_login(student)
    client.post(PAGE, {"sure": "on"})
    assert other.get("/min-side/").headers["Location"].startswith("/logg-inn/")


def test_who_holds_a_seat_is_told_to_hand_it_over_and_may_still(cast: Cast, client: Client) -> None:
    client.force_login(cast.secretary)
    seat = Tenure.objects.get(user=cast.secretary).seat
    assert str(seat.title) in main_of(client)
    client.post(PAGE, {"sure": "on"})
    assert is_erased(cast.secretary)
    assert Tenure.objects.get(seat=seat).last_day == today()


def test_who_holds_none_is_not_told_so(student: User, client: Client) -> None:
    assert 'data-color="warning"' not in main_of(client)


def test_who_has_not_shown_lately_who_they_are_is_asked_first(student: User, client: Client) -> None:
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        response = client.post(PAGE, {"sure": "on"})
    assert response.headers["Location"].startswith("/logg-inn/bekreft/")
    assert not is_erased(student)
