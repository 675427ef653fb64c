"""People set up and remove their second factor themselves; whoever must have one keeps one."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from portal.core.models import OutboxMessage
from portal.partnership.models import User
from tests.cast import Cast
from tests.partnership.factors import (
    App,
    factors_of,
    give_app,
    give_codes,
    give_passkey,
    is_in,
    sign_in_by_code,
)

KEY = re.compile(r'class="uk-key">([A-Z2-7 ]+)<')


@pytest.fixture
def member(cast: Cast) -> User:
    return cast.employee


def shown_key(page: str) -> str:
    found = KEY.search(page)
    assert found, page
    return found[1].replace(" ", "")


def set_up(client: Client) -> App:
    app = App(shown_key(client.get(reverse("set_up_app")).content.decode()))
    answer = client.post(reverse("set_up_app"), {"code": app.code()})
    assert answer.status_code == 302, answer.content.decode()
    return app


def test_the_first_code_puts_the_app_to_use_and_shows_the_recovery_codes_once(
    client: Client, member: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    client.force_login(member)
    before = client.session.session_key
    with django_capture_on_commit_callbacks(execute=True):
        set_up(client)
    assert factors_of(member) == ["recovery_codes", "totp"]
    assert client.session.session_key != before
    page = client.get(reverse("recovery_codes")).content.decode()
    codes = re.findall(r"<li>(\d{10})</li>", page)
    assert len(set(codes)) == 10
    again = client.get(reverse("recovery_codes")).content.decode()
    assert not [code for code in codes if code in again]
    assert "10" in again
    told = OutboxMessage.objects.get(kind="sign_in.changed")
    assert told.recipient == member
    assert not told.secret


def test_the_session_counts_as_confirmed_from_then_on(client: Client, member: User) -> None:
    client.force_login(member)
    set_up(client)
    assert client.get(reverse("remove_app")).status_code == 200


def test_a_wrong_first_code_sets_nothing_up_and_keeps_the_key(client: Client, member: User) -> None:
    client.force_login(member)
    key = shown_key(client.get(reverse("set_up_app")).content.decode())
    answer = client.post(reverse("set_up_app"), {"code": "00"})
    assert answer.status_code == 422
    assert shown_key(answer.content.decode()) == key
    assert factors_of(member) == []


def test_the_code_that_set_it_up_does_not_sign_in(client: Client, member: User) -> None:
    client.force_login(member)
    app = set_up(client)
    other = Client()
    assert sign_in_by_code(other, member) == reverse("mfa_authenticate")
    other.post(reverse("mfa_authenticate"), {"code": app.code()})
    assert not is_in(other)


def test_the_picture_of_the_key_keeps_the_policy(client: Client, member: User) -> None:
    client.force_login(member)
    page = client.get(reverse("set_up_app")).content.decode()
    assert 'class="uk-qr"' in page
    assert "style=" not in page


def test_who_has_an_app_is_not_given_another(client: Client, member: User) -> None:
    client.force_login(member)
    set_up(client)
    assert client.get(reverse("set_up_app")).headers["Location"] == reverse("ways_in")


def test_an_app_is_removed_after_a_question_and_the_recovery_codes_with_it(
    client: Client, member: User
) -> None:
    client.force_login(member)
    set_up(client)
    assert factors_of(member) == ["recovery_codes", "totp"]
    client.get(reverse("remove_app"))
    assert factors_of(member) == ["recovery_codes", "totp"]
    assert client.post(reverse("remove_app")).headers["Location"] == reverse("ways_in")
    assert factors_of(member) == []
    last = OutboxMessage.objects.filter(kind="sign_in.changed").latest("pk")
    assert last.recipient == member


def test_who_decides_keeps_the_last_second_factor(client: Client, cast: Cast, settings: Settings) -> None:
    settings.SECOND_FACTOR = "required"
    client.force_login(cast.steering_leader)
    set_up(client)
    assert client.post(reverse("remove_app")).status_code == 422
    assert factors_of(cast.steering_leader) == ["recovery_codes", "totp"]


def test_new_recovery_codes_end_the_old_ones(client: Client, member: User) -> None:
    app = give_app(member)
    [old, *_rest] = give_codes(member)
    client.force_login(member)
    client.post(reverse("account_reauthenticate"), {"code": app.code()})
    client.post(reverse("recovery_codes"))
    page = client.get(reverse("recovery_codes")).content.decode()
    new = re.findall(r"<li>(\d{10})</li>", page)
    assert old not in new
    for code, lets_in in ((old, False), (new[0], True)):
        other = Client()
        sign_in_by_code(other, member)
        other.post(reverse("mfa_authenticate"), {"code": code})
        assert is_in(other) is lets_in


def test_there_are_no_recovery_codes_without_a_second_factor(client: Client, member: User) -> None:
    client.force_login(member)
    assert client.post(reverse("recovery_codes")).status_code == 404
    assert client.get(reverse("recovery_codes")).status_code == 404


def test_the_page_says_what_there_is(client: Client, member: User) -> None:
    give_app(member)
    give_codes(member)
    client.force_login(member)
    page = client.get(reverse("ways_in")).content.decode()
    assert reverse("remove_app") in page
    assert f'"{reverse("set_up_app")}"' not in page
    assert member.email in page


@pytest.mark.parametrize("credential", ["", "{}", "[]", '"x"', '{"response": {}}'])
def test_a_passkey_that_no_browser_has_made_is_not_stored(
    client: Client, member: User, credential: str
) -> None:
    client.force_login(member)
    client.get(reverse("add_passkey"))
    answer = client.post(reverse("add_passkey"), {"name": "my phone", "credential": credential})
    assert answer.status_code == 422
    assert "my phone" in answer.content.decode()
    assert factors_of(member) == []


def test_nobody_removes_anothers_passkey(client: Client, cast: Cast) -> None:
    theirs = give_passkey(cast.student)
    client.force_login(cast.employee)
    assert client.post(reverse("remove_passkey", args=[theirs.pk])).status_code == 404
    assert factors_of(cast.student) == ["webauthn"]
