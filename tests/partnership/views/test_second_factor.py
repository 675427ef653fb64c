"""The second step: an app's code or a recovery code, each taken once, and no more tries than people need."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.core.models import OutboxMessage
from portal.partnership.models import Partnership, User
from tests.cast import person
from tests.partnership.factors import (
    App,
    ask_for_code,
    code_in_mail,
    factors_of,
    give_app,
    give_codes,
    is_in,
    sign_in_by_code,
)

STEP, CONFIRM = "mfa_authenticate", "account_reauthenticate"


@pytest.fixture
def member(partnership: Partnership) -> User:
    return person("member", language="en")


@pytest.fixture
def app(member: User) -> App:
    return give_app(member)


def test_who_has_an_app_is_not_in_before_its_code(client: Client, member: User, app: App) -> None:
    assert sign_in_by_code(client, member) == reverse(STEP)
    assert not is_in(client)
    assert client.get(reverse("my_page")).status_code == 302
    before = client.session.session_key
    answer = client.post(reverse(STEP), {"code": app.code()})
    assert answer.headers["Location"] == reverse("my_page")
    assert is_in(client)
    assert client.session.session_key != before


def test_one_still_comes_back_to_where_one_was_going(client: Client, member: User, app: App) -> None:
    ask_for_code(client, member.email)
    wanted = reverse("account_confirm_login_code") + "?next=/min-side/varsler/"
    client.post(wanted, {"code": code_in_mail(member)})
    assert client.post(reverse(STEP), {"code": app.code()}).headers["Location"] == "/min-side/varsler/"


def test_nobody_comes_to_the_second_step_without_the_first(client: Client, member: User, app: App) -> None:
    assert client.get(reverse(STEP)).headers["Location"].startswith(reverse("sign_in"))
    client.post(reverse(STEP), {"code": app.code()})
    assert not is_in(client)


def test_a_wrong_code_does_not_let_in(client: Client, member: User, app: App) -> None:
    sign_in_by_code(client, member)
    answer = client.post(reverse(STEP), {"code": "000000" if app.code() != "000000" else "000001"})
    assert answer.status_code == 422
    assert not is_in(client)


@pytest.mark.parametrize("later", [0, 31, 59])
def test_a_code_of_the_app_is_taken_once(member: User, app: App, later: int) -> None:
    """Also while a tolerant clock would still let it pass."""
    start = timezone.now().replace(second=0, microsecond=0)
    with time_machine.travel(start, tick=False) as clock:
        first, code = Client(), app.code()
        sign_in_by_code(first, member)
        first.post(reverse(STEP), {"code": code})
        assert is_in(first)
        clock.shift(timedelta(seconds=later))
        second = Client()
        sign_in_by_code(second, member)
        assert second.post(reverse(STEP), {"code": code}).status_code == 422
        assert not is_in(second)


@pytest.mark.parametrize(("steps", "taken"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_the_apps_clock_may_be_half_a_minute_wrong(
    client: Client, member: User, app: App, steps: int, taken: bool
) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        sign_in_by_code(client, member)
        client.post(reverse(STEP), {"code": app.code(steps=steps)})
    assert is_in(client) is taken


def test_a_recovery_code_lets_in_once(member: User, app: App) -> None:
    code, other, *_rest = give_codes(member)
    for number, (tried, lets_in) in enumerate([(code, True), (code, False), (other, True)]):
        client = Client()
        sign_in_by_code(client, member)
        client.post(reverse(STEP), {"code": tried})
        assert is_in(client) is lets_in, f"try {number}"


def test_codes_of_others_are_of_no_use(client: Client, member: User, app: App) -> None:
    [theirs, *_rest] = give_codes(person("another"))
    sign_in_by_code(client, member)
    for code in (theirs, App().code()):
        client.post(reverse(STEP), {"code": code})
        assert not is_in(client)


def test_the_second_step_is_tried_ten_times_in_ten_minutes_at_most(member: User, app: App) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = Client()
        sign_in_by_code(client, member)
        tries = [client.post(reverse(STEP), {"code": "00"}).status_code for _ in range(10)]
        assert tries == [422] * 10
        answer = client.post(reverse(STEP), {"code": app.code()})
        assert answer.status_code == 429, "the limit is the account's, whichever window it is tried from"
        elsewhere = Client(REMOTE_ADDR="192.0.2.7")
        sign_in_by_code(elsewhere, member)
        assert elsewhere.post(reverse(STEP), {"code": app.code()}).status_code == 429
        clock.shift(timedelta(minutes=10, seconds=1))
        sign_in_by_code(client, member)
        client.post(reverse(STEP), {"code": app.code()})
        assert is_in(client), "nobody is shut out for longer"


def test_others_are_not_kept_out_by_it(member: User, app: App) -> None:
    other = person("another", language="en")
    theirs = give_app(other)
    client = Client()
    sign_in_by_code(client, member)
    for _ in range(11):
        client.post(reverse(STEP), {"code": "00"})
    neighbour = Client()
    sign_in_by_code(neighbour, other)
    neighbour.post(reverse(STEP), {"code": theirs.code()})
    assert is_in(neighbour)


def test_the_first_step_is_forgotten_after_fifteen_minutes(member: User, app: App) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = Client()
        sign_in_by_code(client, member)
        clock.shift(timedelta(minutes=15, seconds=1))
        answer = client.post(reverse(STEP), {"code": app.code()})
        assert answer.headers["Location"].startswith(reverse("sign_in"))
        assert not is_in(client)


@pytest.mark.parametrize("credential", ["", "{", "{}", "[]", '"x"', "1", '{"id": 1, "response": []}'])
def test_a_passkey_that_no_browser_has_made_lets_nobody_in(
    client: Client, member: User, app: App, credential: str
) -> None:
    sign_in_by_code(client, member)
    client.get(reverse(STEP))
    assert client.post(reverse(STEP), {"credential": credential}).status_code == 422
    assert not is_in(client)


def test_the_apps_key_cannot_be_read_in_the_database(member: User, app: App) -> None:
    assert app.secret not in str(Authenticator.objects.get(user=member).data)


def test_with_another_secret_key_no_code_fits(
    client: Client, member: User, app: App, settings: pytest.FixtureRequest
) -> None:
    codes = give_codes(member)
    settings.SECRET_KEY = "another-" + "y" * 50  # type: ignore[attr-defined]
    for code in (app.code(), codes[0]):
        sign_in_by_code(client, member)
        assert client.post(reverse(STEP), {"code": code}).status_code == 422
    assert not is_in(client)


def test_a_secret_key_that_was_retired_still_reads_the_apps_key(
    client: Client, member: User, app: App, settings: pytest.FixtureRequest
) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]  # type: ignore[attr-defined]
    settings.SECRET_KEY = "another-" + "y" * 50  # type: ignore[attr-defined]
    sign_in_by_code(client, member)
    client.post(reverse(STEP), {"code": app.code()})
    assert is_in(client)


class TestConfirming:
    """Somebody who is signed in shows once more who they are, before they change how they sign in."""

    def test_with_an_app_it_takes_its_code(self, client: Client, member: User, app: App) -> None:
        client.force_login(member)
        wanted = reverse("recovery_codes")
        page = reverse(CONFIRM)
        assert client.get(wanted).headers["Location"] == f"{page}?next={wanted.replace('/', '%2F')}"
        before = client.session.session_key
        answer = client.post(f"{page}?next={wanted}", {"code": app.code()})
        assert answer.headers["Location"] == wanted
        assert client.session.session_key != before
        assert client.get(wanted).status_code == 404, "confirmed, and there are no codes yet"

    def test_it_holds_for_a_quarter_of_an_hour(self, client: Client, member: User, app: App) -> None:
        with time_machine.travel(timezone.now(), tick=False) as clock:
            client.force_login(member)
            client.post(reverse(CONFIRM), {"code": app.code()})
            clock.shift(timedelta(minutes=14))
            assert client.get(reverse("remove_app")).status_code == 200
            clock.shift(timedelta(minutes=2))
            assert client.get(reverse("remove_app")).status_code == 302

    def test_who_has_just_shown_it_at_sign_in_is_not_asked_again(
        self, client: Client, member: User, app: App
    ) -> None:
        sign_in_by_code(client, member)
        client.post(reverse(STEP), {"code": app.code()})
        assert client.get(reverse("remove_app")).status_code == 200

    def test_a_change_that_is_sent_unconfirmed_is_not_made(
        self, client: Client, member: User, app: App
    ) -> None:
        client.force_login(member)
        answer = client.post(reverse("remove_app"))
        assert answer.headers["Location"].startswith(reverse(CONFIRM))
        assert factors_of(member) == ["totp"]

    def test_without_a_second_factor_a_fresh_sign_in_does(self, client: Client, member: User) -> None:
        client.force_login(member)
        assert client.get(reverse("set_up_app")).status_code == 200

    def test_without_a_second_factor_and_later_it_takes_a_code_by_mail(
        self, client: Client, member: User
    ) -> None:
        with time_machine.travel(timezone.now(), tick=False) as clock:
            client.force_login(member)
            clock.shift(timedelta(minutes=16))
            page = client.get(reverse("set_up_app")).headers["Location"]
            assert client.get(page).status_code == 200
            client.post(page)
            mail = OutboxMessage.objects.get()
            assert (mail.recipient, mail.secret) == (member, True)
            assert client.post(page, {"code": "0000-0001"}).status_code == 422
            answer = client.post(page, {"code": code_in_mail(member)})
            assert answer.headers["Location"] == reverse("set_up_app")
            assert client.get(reverse("set_up_app")).status_code == 200

    def test_that_code_is_old_after_ten_minutes_and_gone_after_three_tries(
        self, client: Client, member: User
    ) -> None:
        page = reverse(CONFIRM)
        with time_machine.travel(timezone.now(), tick=False) as clock:
            client.force_login(member)
            client.post(page)
            clock.shift(timedelta(minutes=10, seconds=1))
            assert client.post(page, {"code": code_in_mail(member)}).status_code == 422
            client.post(page)
            for _ in range(3):
                client.post(page, {"code": "0000-0001"})
            assert client.post(page, {"code": code_in_mail(member)}).status_code == 422

    def test_it_is_tried_ten_times_in_ten_minutes_at_most(
        self, client: Client, member: User, app: App
    ) -> None:
        client.force_login(member)
        tries = [client.post(reverse(CONFIRM), {"code": "00"}).status_code for _ in range(11)]
        assert tries == [422] * 10 + [429]
