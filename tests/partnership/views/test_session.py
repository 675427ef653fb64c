"""People see where they are signed in and end what they don't know."""

from __future__ import annotations

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from portal.partnership.models import User
from tests.cast import Cast

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1"
LIST = "ways_in"


@pytest.fixture
def here(cast: Cast) -> Client:
    return signed_in(cast.employee, FIREFOX)


@pytest.fixture
def phone(cast: Cast, here: Client) -> Client:
    return signed_in(cast.employee, IPHONE)


def signed_in(user: User, agent: str, address: str = "192.0.2.1") -> Client:
    client = Client(HTTP_USER_AGENT=agent, REMOTE_ADDR=address)
    client.force_login(user)
    assert client.get(reverse("my_page")).status_code == 200
    return client


def known(client: Client) -> UserSession:
    return UserSession.objects.get(session_key=client.session.session_key)


def test_the_page_names_the_devices_and_marks_this_one(here: Client, phone: Client) -> None:
    page = here.get(reverse(LIST)).content.decode()
    assert "Firefox" in page
    assert "iPhone" in page
    assert "192.0.2.1" not in page
    [first, second] = here.get(reverse(LIST)).context["sessions"]
    assert (first.here, second.here) == (True, False)


def test_a_session_that_is_ended_is_dead_at_once(here: Client, phone: Client) -> None:
    assert here.post(reverse("end_session", args=[known(phone).pk])).headers["Location"] == reverse(LIST)
    assert phone.get(reverse("my_page")).status_code == 302
    assert here.get(reverse("my_page")).status_code == 200
    assert UserSession.objects.count() == 1


def test_all_others_are_ended_and_this_one_is_kept(cast: Cast, here: Client, phone: Client) -> None:
    neighbour = signed_in(cast.student, FIREFOX)
    here.post(reverse("end_other_sessions"))
    assert phone.get(reverse("my_page")).status_code == 302
    assert here.get(reverse("my_page")).status_code == 200
    assert neighbour.get(reverse("my_page")).status_code == 200


def test_ending_this_one_signs_out(here: Client) -> None:
    here.post(reverse("end_session", args=[known(here).pk]))
    assert here.get(reverse("my_page")).status_code == 302


def test_nobody_ends_anothers_session(cast: Cast, here: Client) -> None:
    neighbour = signed_in(cast.student, FIREFOX)
    assert here.post(reverse("end_session", args=[known(neighbour).pk])).status_code == 404
    assert neighbour.get(reverse("my_page")).status_code == 200


def test_signing_out_leaves_nothing_of_the_session(here: Client) -> None:
    key = here.session.session_key
    here.post(reverse("sign_out"))
    assert not UserSession.objects.filter(session_key=key).exists()
    assert not Session.objects.filter(session_key=key).exists()


def test_a_session_that_has_run_out_is_not_shown(cast: Cast, here: Client, phone: Client) -> None:
    Session.objects.filter(session_key=phone.session.session_key).delete()
    assert len(here.get(reverse(LIST)).context["sessions"]) == 1


@pytest.mark.parametrize(
    ("proxies", "forwarded", "told"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.66, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.66, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "nonsense", "192.0.2.1"),
        (1, "203.0.113.9:4711", "203.0.113.9"),
        (1, "[2001:db8::1]:4711", "2001:db8::1"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
    ],
)
def test_an_address_is_believed_as_far_as_our_own_proxies_tell_it(
    cast: Cast, settings: pytest.FixtureRequest, proxies: int, forwarded: str, told: str
) -> None:
    settings.TRUSTED_PROXIES = proxies  # type: ignore[attr-defined]
    client = Client(REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)
    client.force_login(cast.employee)
    client.get(reverse("my_page"))
    assert known(client).ip == told
