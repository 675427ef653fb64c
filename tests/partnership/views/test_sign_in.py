"""People sign in with e-mail and password, and in the demo as an example person at one click."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from portal.partnership.models import Partnership, User
from tests.cast import Cast, person

PASSWORD = "correct horse battery staple"


@pytest.fixture
def member(partnership: Partnership) -> User:
    user = person("member")
    user.set_password(PASSWORD)
    user.save()
    return user


def test_the_right_password_leads_to_my_page(client: Client, member: User) -> None:
    answer = client.post(reverse("sign_in"), {"username": "Member@Test.example", "password": PASSWORD})
    assert answer.headers["Location"] == reverse("my_page")


@pytest.mark.parametrize(
    ("email", "password"), [("member@test.example", "wrong"), ("nobody@test.example", PASSWORD), ("", "")]
)
def test_a_wrong_address_and_a_wrong_password_are_told_alike(
    client: Client, member: User, email: str, password: str
) -> None:
    answer = client.post(reverse("sign_in"), {"username": email, "password": password})
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session
    if email:
        assert email in answer.content.decode(), "what was typed stays in the field"
        assert PASSWORD not in answer.content.decode()


def test_one_comes_back_to_where_one_was_going(client: Client, member: User) -> None:
    closed = reverse("my_page")
    answer = client.get(closed)
    assert answer.status_code == 302
    answer = client.post(
        answer.headers["Location"], {"username": member.email, "password": PASSWORD, "next": closed}
    )
    assert answer.headers["Location"] == closed


def test_a_door_to_another_site_is_not_opened(client: Client, member: User) -> None:
    away = {"username": member.email, "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert client.post(reverse("sign_in"), away).headers["Location"] == reverse("my_page")


def test_a_link_alone_does_not_sign_anybody_out(client: Client, member: User) -> None:
    client.force_login(member)
    assert client.get(reverse("sign_out")).status_code == 200
    assert "_auth_user_id" in client.session
    assert client.post(reverse("sign_out")).headers["Location"] == reverse("front_page")
    assert "_auth_user_id" not in client.session


@override_settings(DEMO=True)
def test_in_the_demo_one_becomes_an_example_person_at_one_click(
    client: Client, partnership: Partnership
) -> None:
    example = person("persona", is_example=True)
    page = client.get(reverse("sign_in")).content.decode()
    assert example.email in page
    answer = client.post(reverse("become_persona"), {"persona": example.email})
    assert answer.headers["Location"] == reverse("my_page")
    assert client.session["_auth_user_id"] == str(example.pk)


@override_settings(DEMO=True)
def test_nobody_becomes_a_real_person_at_one_click(client: Client, member: User) -> None:
    assert client.post(reverse("become_persona"), {"persona": member.email}).status_code == 404
    assert member.email not in client.get(reverse("sign_in")).content.decode()


def test_outside_the_demo_there_are_no_personas(client: Client, cast: Cast) -> None:
    example = person("persona", is_example=True)
    assert example.email not in client.get(reverse("sign_in")).content.decode()
    assert client.post(reverse("become_persona"), {"persona": example.email}).status_code == 404
    assert "_auth_user_id" not in client.session
