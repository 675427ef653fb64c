"""An e-mail address is changed by whoever reads it and owns the account, and by nobody else."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from portal.core.models import OutboxMessage
from portal.core.workflows.outbox import enqueue
from portal.partnership.models import User
from portal.partnership.rules.new_address import NewAddress, new_address_token
from portal.partnership.rules.unsubscribe import unsubscribe_token
from portal.partnership.workflows.address import MOST_A_DAY
from tests.cast import Cast
from tests.core.outbox_mail import mail

PAGE = "/min-side/data/epost/"
NEW = "ny@test.example"


@pytest.fixture
def student(cast: Cast, client: Client) -> User:
    client.force_login(cast.student)
    return cast.student


def asked_for(client: Client, address: str = NEW) -> str:
    """Ask for a new address, and give the path of the link in the mail."""
    assert client.post(PAGE, {"email": address}).headers["Location"] == "/min-side/data/"
    sent = OutboxMessage.objects.get(kind="people.new_address", address=address)
    found = re.search(r"https?://[^/]+(/\S*epost/\S+)", sent.text)
    assert found
    return found[1]


def email_of(person: User) -> str:
    return User.objects.get(pk=person.pk).email


def test_the_link_goes_to_the_new_address_as_a_secret_and_asking_changes_nothing(
    student: User, client: Client
) -> None:
    asked_for(client)
    sent = OutboxMessage.objects.get()
    assert (sent.address, sent.secret, sent.recipient) == (NEW, True, student)
    assert email_of(student) == student.email


def test_following_the_link_asks_and_saying_yes_changes_it(student: User, client: Client) -> None:
    link, old = asked_for(client), student.email
    shown = client.get(link).content.decode()
    assert NEW in shown
    assert email_of(student) == old, "mail scanners follow links"
    assert client.post(link).headers["Location"] == "/min-side/data/"
    assert email_of(student) == NEW


def test_the_old_address_is_told_and_waiting_mail_goes_to_the_new_one(student: User, client: Client) -> None:
    old = student.email
    enqueue(mail(recipient=student, address=old))
    EmailAddress.objects.create(user=student, email=old, verified=True, primary=True)
    client.post(asked_for(client))
    assert OutboxMessage.objects.get(kind="people.address_changed").address == old
    assert OutboxMessage.objects.get(kind="test.reminder").address == NEW
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [(NEW, True, True)]


def test_a_used_link_is_of_no_use(student: User, client: Client) -> None:
    link = asked_for(client)
    client.post(link)
    assert client.post(link).status_code == 410
    assert client.get(link).status_code == 410


def test_a_link_is_of_no_use_after_another_was_used(student: User, client: Client) -> None:
    first, second = asked_for(client), asked_for(client, "annen@test.example")
    client.post(second)
    assert client.post(first).status_code == 410
    assert email_of(student) == "annen@test.example"


def test_an_old_link_is_of_no_use(student: User, client: Client) -> None:
    link, before = asked_for(client), student.email
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        client.force_login(student)
        assert client.post(link).status_code == 410
    assert email_of(student) == before


@pytest.mark.parametrize("token", ["finnes-ikke", "a:b:c", "%00"])
def test_a_made_up_link_is_of_no_use(token: str, student: User, client: Client) -> None:
    assert client.post(f"{PAGE}{token}/").status_code == 410


def test_a_link_signed_for_something_else_is_of_no_use(student: User, client: Client) -> None:
    assert client.post(f"{PAGE}{unsubscribe_token(student.pk, NEW)}/").status_code == 410


def test_somebody_elses_link_changes_neither_account(cast: Cast, student: User, client: Client) -> None:
    link, before = asked_for(client), student.email
    other = Client()
    other.force_login(cast.outsider)
    assert other.get(link).status_code == 403
    assert other.post(link).status_code == 403
    assert (email_of(student), email_of(cast.outsider)) == (before, cast.outsider.email)


def test_signed_out_the_link_leads_to_sign_in_and_back(student: User, client: Client) -> None:
    link = asked_for(client)
    response = Client().post(link)
    assert unquote(response.headers["Location"]) == f"/logg-inn/?next={link}"


@pytest.mark.parametrize("spelt", [str.lower, str.upper])
def test_the_address_of_another_account_is_told_to_its_owner_and_to_nobody_else(
    spelt: type, cast: Cast, student: User, client: Client
) -> None:
    free = client.post(PAGE, {"email": NEW}, follow=True)
    taken = client.post(PAGE, {"email": spelt(cast.outsider.email)}, follow=True)
    said = [re.sub(r"\S+@\S+", "…", str(next(iter(each.context["messages"])))) for each in (free, taken)]
    assert said[0] == said[1], "the page must not tell who has an account"
    assert not OutboxMessage.objects.filter(kind="people.new_address").exclude(address=NEW).exists()
    told = OutboxMessage.objects.get(kind="people.address_taken")
    assert (told.recipient, told.address) == (cast.outsider, cast.outsider.email)
    assert student.email not in told.text


def test_an_address_that_lets_into_another_account_is_taken_too(
    cast: Cast, student: User, client: Client
) -> None:
    EmailAddress.objects.create(user=cast.outsider, email=NEW, verified=True)
    client.post(PAGE, {"email": NEW})
    assert not OutboxMessage.objects.filter(kind="people.new_address").exists()


def test_an_address_that_somebody_took_meanwhile_stays_theirs(
    cast: Cast, student: User, client: Client
) -> None:
    link, before = asked_for(client), student.email
    User.objects.filter(pk=cast.outsider.pk).update(email=NEW.upper())
    assert client.post(link).status_code == 410
    assert email_of(student) == before


def test_nobody_is_sent_more_than_a_few_mails_a_day(student: User, client: Client) -> None:
    for number in range(MOST_A_DAY):
        assert client.post(PAGE, {"email": f"a{number}@test.example"}).status_code == 302
    refused = client.post(PAGE, {"email": "en-til@test.example"})
    assert refused.status_code == 422
    assert OutboxMessage.objects.count() == MOST_A_DAY


@pytest.mark.parametrize(
    "address", ["", "ikke en adresse", "a@b", "student@test.example", "a b@test.example"]
)
def test_what_is_no_other_address_is_refused_beside_the_field(
    address: str, student: User, client: Client
) -> None:
    response = client.post(PAGE, {"email": address})
    assert response.status_code == 422
    assert "email" in response.context["form"].errors
    assert not OutboxMessage.objects.exists()


def test_who_has_not_shown_lately_who_they_are_is_asked_first(student: User, client: Client) -> None:
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        response = client.post(PAGE, {"email": NEW})
    assert response.headers["Location"].startswith("/logg-inn/bekreft/")
    assert not OutboxMessage.objects.exists()


def test_a_closed_account_s_link_is_dead(student: User, client: Client) -> None:
    token = new_address_token(NewAddress(student.pk, student.email, NEW))
    User.objects.filter(pk=student.pk).update(is_active=False)
    assert client.post(f"{PAGE}{token}/").headers["Location"].startswith("/logg-inn/")
