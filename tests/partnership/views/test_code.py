"""People without a provider come in by a code in an e-mail; nobody learns who has an account."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.core.models import OutboxMessage
from portal.partnership.models import Partnership, User
from tests.cast import person
from tests.partnership.factors import ask_for_code, code_in_mail, is_in, sign_in_by_code

ASK, CONFIRM = "account_request_login_code", "account_confirm_login_code"


@pytest.fixture
def member(partnership: Partnership) -> User:
    return person("member", language="en")


def test_the_code_in_the_mail_lets_in(client: Client, member: User) -> None:
    assert sign_in_by_code(client, member) == reverse("my_page")
    assert client.session["_auth_user_id"] == str(member.pk)


def test_the_address_is_known_however_it_is_written(client: Client, member: User) -> None:
    User.objects.filter(pk=member.pk).update(email="Some.Body@Test.example")
    ask_for_code(client, "sOME.bODY@tEST.example")
    assert OutboxMessage.objects.get(kind="sign_in.code").address == "Some.Body@Test.example"


def test_one_comes_back_to_where_one_was_going(client: Client, member: User) -> None:
    answer = client.post(reverse(ASK), {"email": member.email, "next": "/min-side/varsler/"})
    answer = client.post(answer.headers["Location"], {"code": code_in_mail(member)})
    assert answer.headers["Location"] == "/min-side/varsler/"


def test_a_door_to_another_site_is_not_opened(client: Client, member: User) -> None:
    answer = client.post(reverse(ASK), {"email": member.email, "next": "https://elsewhere.example/"})
    assert "elsewhere" not in answer.headers["Location"]
    away = reverse(CONFIRM) + "?next=https://elsewhere.example/"
    answer = client.post(away, {"code": code_in_mail(member)})
    assert answer.headers["Location"] == reverse("my_page")


def test_the_mail_is_secret_says_no_code_in_its_subject_and_is_of_no_use_after_ten_minutes(
    client: Client, member: User
) -> None:
    ask_for_code(client, member.email)
    mail = OutboxMessage.objects.get(kind="sign_in.code")
    code = code_in_mail(member)
    assert mail.secret
    assert code in mail.html
    assert code not in mail.subject
    assert code.replace("-", "") not in mail.subject
    assert mail.expires_at is not None
    assert mail.expires_at <= timezone.now() + timedelta(minutes=10)


def test_the_mail_is_in_the_readers_language_not_the_pages(client: Client, member: User) -> None:
    User.objects.filter(pk=member.pk).update(language="nn")
    client.post("/en/logg-inn/kode/", {"email": member.email})
    assert OutboxMessage.objects.get(kind="sign_in.code").language == "nn"


def test_an_unknown_address_is_answered_as_a_known_one_and_gets_no_mail(client: Client, member: User) -> None:
    answers = []
    for email in (member.email, "nobody@test.example"):
        other = Client()
        asked = other.post(reverse(ASK), {"email": email})
        page = other.get(reverse(CONFIRM)).content.decode().replace(email, "…")
        answers.append((asked.status_code, asked.headers["Location"], without_token(page)))
    assert answers[0] == answers[1]
    assert OutboxMessage.objects.count() == 1


def test_a_wrong_code_is_answered_alike_for_known_and_unknown(client: Client, member: User) -> None:
    answers = []
    for email in (member.email, "nobody@test.example"):
        other = Client()
        other.post(reverse(ASK), {"email": email})
        answer = other.post(reverse(CONFIRM), {"code": "0000-0001"})
        answers.append((answer.status_code, without_token(answer.content.decode().replace(email, "…"))))
    assert answers[0] == answers[1]


def without_token(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]


@pytest.mark.parametrize(
    "changes", [{"is_active": False}, {"is_active": False, "erased_at": "now", "name": ""}]
)
def test_closed_and_erased_accounts_get_nothing(
    client: Client, member: User, changes: dict[str, object]
) -> None:
    if changes.get("erased_at"):
        changes = changes | {"erased_at": timezone.now()}
    User.objects.filter(pk=member.pk).update(**changes)
    ask_for_code(client, member.email)
    assert not OutboxMessage.objects.exists()


def test_an_account_that_is_closed_meanwhile_is_not_let_in(client: Client, member: User) -> None:
    ask_for_code(client, member.email)
    User.objects.filter(pk=member.pk).update(is_active=False)
    answer = client.post(reverse(CONFIRM), {"code": code_in_mail(member)})
    assert answer.headers["Location"] == reverse("sign_in")
    assert not is_in(client)


def test_after_three_wrong_codes_one_begins_again(client: Client, member: User) -> None:
    ask_for_code(client, member.email)
    right = code_in_mail(member)
    for _ in range(2):
        assert client.post(reverse(CONFIRM), {"code": "0000-0001"}).status_code == 422
    answer = client.post(reverse(CONFIRM), {"code": "0000-0001"}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse(ASK)
    [told] = answer.context["messages"]
    assert "three times" in told.message or "tre ganger" in told.message
    answer = client.post(reverse(CONFIRM), {"code": right})
    assert answer.headers["Location"] == reverse(ASK)
    assert not is_in(client)


def test_a_code_is_old_after_ten_minutes(client: Client, member: User) -> None:
    ask_for_code(client, member.email)
    code = code_in_mail(member)
    with time_machine.travel(timezone.now() + timedelta(minutes=10, seconds=1), tick=False):
        client.post(reverse(CONFIRM), {"code": code})
    assert not is_in(client)


def test_a_code_is_good_once_and_only_where_it_was_asked_for(client: Client, member: User) -> None:
    ask_for_code(client, member.email)
    elsewhere = Client()
    elsewhere.post(reverse(CONFIRM), {"code": code_in_mail(member)})
    assert not is_in(elsewhere)
    ask_for_code(elsewhere, member.email)
    client.post(reverse(CONFIRM), {"code": code_in_mail(member)})
    assert not is_in(client), "the code of one window is of no use in another"


def test_a_new_code_makes_the_old_one_useless(client: Client, member: User) -> None:
    ask_for_code(client, member.email)
    old = code_in_mail(member)
    ask_for_code(client, member.email)
    assert client.post(reverse(CONFIRM), {"code": old}).status_code == 422
    client.post(reverse(CONFIRM), {"code": code_in_mail(member).replace("-", " ")})
    assert is_in(client)


def test_the_session_has_a_new_key_after_sign_in(client: Client, member: User) -> None:
    ask_for_code(client, member.email)
    before = client.session.session_key
    client.post(reverse(CONFIRM), {"code": code_in_mail(member)})
    assert client.session.session_key != before
    stale = Client()
    stale.cookies["sessionid"] = before or ""
    assert stale.get(reverse("my_page")).status_code == 302


def test_nobody_asks_for_codes_to_one_address_more_than_five_times_in_ten_minutes(
    client: Client, member: User
) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for email in (member.email, "nobody@test.example"):
            for _ in range(5):
                ask_for_code(Client(), email)
            answer = Client().post(reverse(ASK), {"email": email.upper()})
            assert answer.status_code == 429, "known and unknown addresses have the same limit"
            assert "<h1" in answer.content.decode()
        ask_for_code(Client(), "somebody.else@test.example")
        clock.shift(timedelta(minutes=10, seconds=1))
        ask_for_code(Client(), member.email)


def test_one_network_address_asks_for_sixty_codes_in_ten_minutes_at_most(
    client: Client, partnership: Partnership
) -> None:
    for number in range(60):
        ask_for_code(client, f"somebody{number}@test.example")
    assert client.post(reverse(ASK), {"email": "x@test.example"}).status_code == 429
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    ask_for_code(elsewhere, "x@test.example")


def test_codes_for_one_address_are_tried_ten_times_in_ten_minutes_at_most(member: User) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        answers: list[int] = []
        other = Client()
        for _ in range(5):
            other = Client()
            ask_for_code(other, member.email)
            answers += [other.post(reverse(CONFIRM), {"code": "0000-0001"}).status_code for _ in range(2)]
        assert 429 not in answers
        assert other.post(reverse(CONFIRM), {"code": code_in_mail(member)}).status_code == 429
        clock.shift(timedelta(minutes=10, seconds=1))
        assert sign_in_by_code(Client(), member) == reverse("my_page")


def test_an_address_that_is_none_is_told_beside_the_field(client: Client, partnership: Partnership) -> None:
    answer = client.post(reverse(ASK), {"email": "not an address"})
    assert answer.status_code == 422
    assert "not an address" in answer.content.decode()
    assert not OutboxMessage.objects.exists()


def test_who_is_signed_in_needs_no_code(client: Client, member: User) -> None:
    client.force_login(member)
    assert client.get(reverse(ASK)).headers["Location"] == reverse("my_page")
    assert client.get(reverse(CONFIRM)).headers["Location"] == reverse("my_page")


def test_asking_again_goes_to_another_address_from_the_same_window(client: Client, member: User) -> None:
    ask_for_code(client, "typo@test.example")
    assert client.get(reverse(ASK)).status_code == 200
    assert sign_in_by_code(client, member) == reverse("my_page")
