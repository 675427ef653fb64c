"""The page with every way in, the way out, and the demo's example people at one click."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from portal.partnership.models import Partnership, User
from tests.cast import Cast, person


@pytest.fixture
def member(partnership: Partnership) -> User:
    return person("member")


@pytest.fixture
def two_providers(settings: Any) -> None:
    apps = [{"provider_id": key, "name": key.title()} for key in ("feide", "entra")]
    known = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": known | {"APPS": apps}}


def test_each_provider_has_a_button_and_one_of_them_is_primary(
    client: Client, partnership: Partnership, two_providers: None
) -> None:
    page = client.get(reverse("sign_in"), {"next": "/styring/"}).content.decode()
    for key in ("feide", "entra"):
        assert f'action="{reverse("openid_connect_login", args=[key])}"' in page
    assert page.count('data-variant="primary"') == 1
    assert page.count('name="next" value="/styring/"') == 3, "two providers and the code"


def test_without_providers_the_code_is_the_way_in(client: Client, partnership: Partnership) -> None:
    page = client.get(reverse("sign_in")).content.decode()
    assert page.count('data-variant="primary"') == 1
    assert f'action="{reverse("account_request_login_code")}"' in page


def test_no_page_asks_for_a_password(client: Client, partnership: Partnership) -> None:
    assert 'type="password"' not in client.get(reverse("sign_in")).content.decode()
    assert client.post(reverse("sign_in"), {"username": "a@test.example", "password": "x"}).status_code == 405


def test_who_is_signed_in_goes_on_to_where_they_were_going(client: Client, member: User) -> None:
    client.force_login(member)
    assert client.get(reverse("sign_in"), {"next": "/styring/"}).headers["Location"] == "/styring/"
    assert client.get(reverse("sign_in")).headers["Location"] == reverse("my_page")


@pytest.mark.parametrize(
    "away", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"]
)
def test_a_door_to_another_site_is_not_opened(client: Client, member: User, away: str) -> None:
    assert client.get(reverse("sign_in"), {"next": away}).context["next"] == ""
    client.force_login(member)
    assert client.get(reverse("sign_in"), {"next": away}).headers["Location"] == reverse("my_page")


def test_a_closed_page_leads_to_sign_in_and_keeps_where_one_was_going(
    client: Client, partnership: Partnership
) -> None:
    answer = client.get(reverse("my_page"))
    page = client.get(answer.headers["Location"]).content.decode()
    assert f'name="next" value="{reverse("my_page")}"' in page


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
