"""The link in the mail: what it shows to whom, how one goes on, and what it answers when it is over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pghistory.models import Context

from portal.core.clock import today
from portal.partnership.models import Invitation, Seat, Tenure, User
from portal.partnership.models.mail import new_secret
from portal.partnership.workflows.invitation import accept, decline, send_again, withdraw
from tests.cast import Cast, person
from tests.partnership.inviting import NEWCOMER, a_unit, again, free_seat, sent, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_hurries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.core.workflows.outbox.hurry_along", lambda: None)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(token: str, what: str = "") -> str:
    return f"/en/invitasjon/{token}/{what}"


def shown(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_signed_out_one_reads_who_asks_and_to_what_and_no_more_of_anybody(cast: Cast) -> None:
    seat = Seat.objects.get(tenures__user=cast.team_university)
    out = sent(by=cast.administrator, seat=seat, greeting="Between us")
    text = shown(Client(), page(token_of(out)))
    assert cast.administrator.name in text
    assert str(seat.title.en) in text
    for private in (NEWCOMER, "New Comer", "Between us", cast.team_university.name, cast.administrator.email):
        assert private not in text


def test_looking_changes_nothing_and_leaves_no_cookie_of_its_own(cast: Cast) -> None:
    out = sent()
    client = Client()
    shown(client, page(token_of(out)))
    assert again(out.invitation).state == "sent"
    assert "sessionid" not in client.cookies


def test_the_invited_reads_the_greeting_and_whom_they_come_after(cast: Cast) -> None:
    seat = Seat.objects.get(tenures__user=cast.secretary)
    out = sent(seat=seat, email=cast.outsider.email, greeting="Welcome to us", first_day=today())
    text = shown(signed_in(cast.outsider), page(token_of(out)))
    assert "Welcome to us" in text
    assert cast.secretary.name in text
    assert f"If you say yes, {cast.outsider.name} is the one who has it" in text


def test_somebody_with_another_address_is_told_that_it_makes_them_the_holder(cast: Cast) -> None:
    text = shown(signed_in(cast.outsider), page(token_of(sent(greeting="Between us"))))
    assert f"{cast.outsider.name} ({cast.outsider.email})" in text
    assert "sent to another address" in text
    assert NEWCOMER not in text
    assert "Between us" not in text


def test_somebody_with_another_address_may_say_yes(cast: Cast) -> None:
    out = sent()
    response = signed_in(cast.outsider).post(page(token_of(out), "takk-ja/"))
    assert response.headers["Location"] == f"/en/folk/verv/{out.invitation.seat.key}/"  # type: ignore[union-attr]
    assert Tenure.objects.get(user=cast.outsider).seat == out.invitation.seat


def test_after_a_yes_to_a_unit_one_comes_to_my_page(cast: Cast) -> None:
    out = sent(unit=a_unit())
    response = signed_in(cast.outsider).post(page(token_of(out), "takk-ja/"))
    assert response.headers["Location"] == "/en/min-side/"


def test_signed_out_a_yes_leads_to_sign_in(cast: Cast) -> None:
    out = sent()
    response = Client().post(page(token_of(out), "takk-ja/"))
    assert response.headers["Location"].startswith("/en/logg-inn/?next=")
    assert again(out.invitation).state == "sent"


def test_a_no_needs_no_sign_in(cast: Cast) -> None:
    out = sent()
    response = Client().post(page(token_of(out), "takk-nei/"))
    assert "You have said no" in response.content.decode()
    assert again(out.invitation).state == "declined"


def test_on_the_way_to_sign_in_the_invitation_is_remembered_and_one_comes_back(cast: Cast) -> None:
    out = sent()
    client = Client()
    response = client.post(page(token_of(out), "logg-inn/"))
    assert response.headers["Location"] == f"/en/logg-inn/?next=%2Fen%2Finvitasjon%2F{token_of(out)}%2F"
    assert client.session["invitation"] == out.invitation.pk


def test_for_a_code_the_invited_address_gets_an_account(cast: Cast) -> None:
    out = sent()
    client = Client()
    response = client.post(page(token_of(out), "kode/"))
    assert response.headers["Location"].startswith("/en/logg-inn/kode/bekreft/?next=")
    made = User.objects.get(email=NEWCOMER)
    assert not made.has_usable_password()
    assert client.session["invitation"] == out.invitation.pk


def test_a_closed_account_gets_a_sentence_and_no_code(cast: Cast) -> None:
    closed = person("closed", is_active=False)
    response = Client().post(page(token_of(sent(email=closed.email)), "kode/"))
    assert response.status_code == 409
    assert "is closed" in response.content.decode()


def run_out(invitation: Invitation, _cast: Cast) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now())


def over(invitation: Invitation, _cast: Cast) -> None:
    yesterday = today() - timedelta(days=1)
    Invitation.objects.filter(pk=invitation.pk).update(first_day=yesterday, last_day=yesterday)


ENDS: list[tuple[Any, str]] = [
    (lambda invitation, cast: accept(invitation, by=cast.employee), "said yes to it already"),
    (lambda invitation, _cast: decline(invitation), "said no to it already"),
    (lambda invitation, cast: withdraw(invitation, by=cast.administrator), "taken it back"),
    (run_out, "It has run out."),
    (over, "It has run out."),
    (lambda invitation, cast: send_again(invitation, by=cast.administrator), "a newer mail"),
]


@pytest.mark.parametrize(("end", "words"), ENDS)
@pytest.mark.parametrize("what", ["", "takk-ja/", "takk-nei/", "logg-inn/", "kode/"])
def test_what_can_no_longer_be_answered_says_why_and_whom_to_write_to(
    what: str, end: Any, words: str, cast: Cast
) -> None:
    out = sent()
    token = token_of(out)
    end(again(out.invitation), cast)
    before = again(out.invitation).state
    client = signed_in(cast.outsider)
    response = client.post(page(token, what)) if what else client.get(page(token))
    text = response.content.decode()
    assert response.status_code == 410
    assert words in text
    assert "mailto:" in text
    assert again(out.invitation).state == before
    assert not Tenure.objects.filter(user=cast.outsider).exists()


def test_a_link_that_never_was_tells_nothing_and_what_is_no_link_does_not_exist(cast: Cast) -> None:
    shown(Client(), page(new_secret()), 410)
    shown(Client(), page("x"), 404)


def test_who_comes_too_late_for_the_seat_gets_a_sentence(cast: Cast) -> None:
    seat = free_seat()
    first, second = sent(seat=seat), sent(seat=seat)
    accept(first.invitation, by=cast.employee)
    response = signed_in(cast.outsider).post(page(token_of(second), "takk-ja/"))
    assert response.status_code == 409
    assert "Somebody else has this seat" in response.content.decode()


def test_the_change_log_names_who_said_yes_and_keeps_no_secret(cast: Cast) -> None:
    out = sent()
    signed_in(cast.outsider).post(page(token_of(out), "takk-ja/"))
    kept = [context.metadata for context in Context.objects.all()]
    assert any(metadata.get("user") == cast.outsider.pk for metadata in kept)
    assert token_of(out) not in str(kept)
