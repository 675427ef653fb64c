"""The team sees what waits, was sent, failed or is uncertain, and sends again knowingly."""

from __future__ import annotations

import re
from itertools import count

import pytest
from django.test import Client
from django.utils import timezone

from portal.core.models import OutboxAct, OutboxMessage
from portal.core.models.outbox import OutboxState
from portal.core.workflows.outbox import enqueue_many
from portal.partnership.models import User
from tests.cast import Cast
from tests.core.outbox_mail import mail
from tests.guards.queries import assert_same_queries

pytestmark = pytest.mark.django_db
OUTBOX = "/en/arshjul/utboks/"


@pytest.fixture(autouse=True)
def _nobody_hurries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.core.workflows.outbox.hurry_along", lambda: None)


@pytest.fixture
def team(cast: Cast) -> Client:
    return signed_in(cast.team_municipality)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def one_mail(state: OutboxState, error: str = "") -> OutboxMessage:
    enqueue_many([mail()])
    OutboxMessage.objects.update(
        state=state, last_error=error, handed_over_at=timezone.now(), sent_at=timezone.now()
    )
    return OutboxMessage.objects.get()


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def tabs(page: str) -> dict[str, int]:
    return {word: int(count) for word, count in re.findall(r"tilstand=(\w+)\"[^>]*>[^<]*<b>(\d+)</b>", page)}


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (OutboxState.WAITING, "venter"),
        (OutboxState.HELD, "holdt"),
        (OutboxState.FAILED, "feilet"),
        (OutboxState.UNCERTAIN, "usikker"),
        (OutboxState.SENT, "sendt"),
        (OutboxState.DROPPED, "utgatt"),
        (OutboxState.GATHERED, "venter"),
    ],
)
def test_each_mail_lies_under_one_tab_with_its_count(team: Client, state: OutboxState, word: str) -> None:
    one_mail(state)
    page = shown(team, f"{OUTBOX}?tilstand={word}")
    assert tabs(page) == dict.fromkeys(tabs(page), 0) | {word: 1}
    assert "Subject 1" in page
    for other in set(tabs(page)) - {word}:
        assert "Subject 1" not in shown(team, f"{OUTBOX}?tilstand={other}")


def test_what_a_worker_is_handing_over_still_waits(team: Client) -> None:
    enqueue_many([mail()])
    OutboxMessage.objects.update(
        state=OutboxState.SENDING, claimed_at=timezone.now(), claimed_by="w", handed_over_at=timezone.now()
    )
    assert tabs(shown(team, OUTBOX))["venter"] == 1
    assert tabs(shown(team, OUTBOX))["sendt"] == 0


def test_what_went_along_in_a_digest_is_counted_with_it(team: Client) -> None:
    enqueue_many([mail(1), mail(2)])
    digest = OutboxMessage.objects.get(occurrence="2")
    OutboxMessage.objects.filter(occurrence="1").update(state=OutboxState.GATHERED, digest=digest)
    assert sum(tabs(shown(team, OUTBOX)).values()) == 1


def test_a_failure_says_why(team: Client) -> None:
    one_mail(OutboxState.FAILED, "550 5.1.1")
    assert "refused it with the code 550 5.1.1" in shown(team, f"{OUTBOX}?tilstand=feilet")


def test_a_long_list_comes_in_pages(team: Client) -> None:
    enqueue_many(mail(number) for number in range(120))
    page = shown(team, f"{OUTBOX}?tilstand=venter&side=3")
    assert page.count("<tr>") == 1 + 20


@pytest.mark.parametrize("word", ["venter", "feilet", "sendt"])
def test_a_list_of_thirty_asks_no_more_than_a_list_of_one(cast: Cast, team: Client, word: str) -> None:
    numbers = count()

    def make_one() -> object:
        enqueue_many([mail(next(numbers), recipient=cast.student)])
        states = {"feilet": OutboxState.FAILED, "sendt": OutboxState.SENT}
        return OutboxMessage.objects.update(
            state=states.get(word, OutboxState.WAITING), sent_at=timezone.now()
        )

    assert_same_queries(f"{OUTBOX}?tilstand={word}", make_one, client=team)


def test_one_holds_a_mail_back_and_releases_it(team: Client) -> None:
    row = one_mail(OutboxState.WAITING)
    held = team.post(f"{OUTBOX}{row.pk}/hold/", follow=True).content.decode()
    assert "The mail is held back." in held
    row.refresh_from_db()
    assert row.state == OutboxState.HELD
    released = team.post(f"{OUTBOX}{row.pk}/slipp/", follow=True).content.decode()
    assert "The mail is released." in released
    row.refresh_from_db()
    assert row.state == OutboxState.WAITING


def test_before_an_uncertain_mail_is_sent_again_one_reads_that_it_may_have_arrived(team: Client) -> None:
    row = one_mail(OutboxState.UNCERTAIN, "worker_ended")
    assert "It may have arrived already" in shown(team, f"{OUTBOX}{row.pk}/")
    row.refresh_from_db()
    assert row.state == OutboxState.UNCERTAIN


def test_who_sent_a_mail_again_is_told_afterwards(cast: Cast, team: Client) -> None:
    row = one_mail(OutboxState.UNCERTAIN, "worker_ended")
    page = team.post(f"{OUTBOX}{row.pk}/send-igjen/", follow=True).content.decode()
    assert "waits to be sent again" in page
    assert f"Sent again, {cast.team_municipality.name}" in page
    assert OutboxAct.objects.get().by == cast.team_municipality


def test_a_mail_that_left_meanwhile_is_not_touched_and_one_is_told(team: Client) -> None:
    row = one_mail(OutboxState.SENT)
    page = team.post(f"{OUTBOX}{row.pk}/send-igjen/", follow=True).content.decode()
    assert "Nothing was changed" in page
    row.refresh_from_db()
    assert row.state == OutboxState.SENT


def test_the_text_of_a_mail_is_between_the_portal_and_its_reader(team: Client) -> None:
    enqueue_many([mail(text="Between us\n")])
    assert "Between us" not in shown(team, f"{OUTBOX}{OutboxMessage.objects.get().pk}/")


def test_failed_and_uncertain_mail_awaits_the_team_and_nobody_else(cast: Cast, team: Client) -> None:
    enqueue_many(mail(number) for number in range(4))
    OutboxMessage.objects.exclude(occurrence="3").update(state=OutboxState.FAILED)
    OutboxMessage.objects.filter(occurrence="3").update(
        state=OutboxState.UNCERTAIN, handed_over_at=timezone.now()
    )
    page = shown(team, "/en/min-side/")
    assert "3 mails have failed" in page
    assert "1 mail is uncertain" in page
    assert "have failed" not in shown(signed_in(cast.steering_member), "/en/min-side/")
