"""What the database itself refuses, whoever writes to it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError
from django.utils import timezone

from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxError, OutboxState
from portal.core.workflows.outbox import enqueue
from tests.core.outbox_mail import mail

pytestmark = pytest.mark.django_db


def queued(**changes: Any) -> OutboxMessage:
    enqueue(mail(**changes))
    return OutboxMessage.objects.get()


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"state": "gone"}, "outbox_known_state"),
        ({"state": OutboxState.SENT}, "outbox_sent_has_time"),
        ({"state": OutboxState.SENDING}, "outbox_sending_is_claimed"),
        ({"state": OutboxState.UNCERTAIN}, "outbox_uncertain_was_handed_over"),
        ({"occurrence": ""}, "outbox_key_is_whole"),
        ({"recipient_key": ""}, "outbox_key_is_whole"),
    ],
)
def test_a_row_that_says_less_than_its_state_is_refused(change: dict[str, str], constraint: str) -> None:
    row = queued()
    with pytest.raises(IntegrityError, match=constraint):
        OutboxMessage.objects.filter(pk=row.pk).update(**change)


def test_a_second_row_of_the_same_key_is_refused() -> None:
    row = queued()
    row.pk = None
    with pytest.raises(IntegrityError, match="outbox_once"):
        row.save(force_insert=True)


def test_an_erased_recipient_leaves_the_key_so_that_nothing_is_sent_again() -> None:
    person = get_user_model().objects.create_user(email="kari@example.org", name="Kari Example")
    row = queued(recipient=person, address=person.email)
    key = row.recipient_key
    person.delete()
    row.refresh_from_db()
    assert (row.recipient, row.recipient_key) == (None, key)
    assert "kari" not in key


def test_the_key_of_a_mere_address_does_not_show_the_address() -> None:
    assert "reader1" not in queued().recipient_key


def test_each_error_has_a_sentence_and_no_error_has_none() -> None:
    assert OutboxMessage(last_error="").error_sentence == ""
    assert OutboxMessage(last_error=OutboxError.NO_ANSWER).error_sentence == str(OutboxError.NO_ANSWER.label)
    assert "550 5.1.1" in OutboxMessage(last_error="550 5.1.1").error_sentence


def test_the_longest_waiting_comes_first() -> None:
    now = timezone.now()
    for number, minutes in enumerate((5, 15, 10)):
        enqueue(mail(number, send_after=now - timedelta(minutes=minutes)))
    assert list(OutboxMessage.objects.due(now).values_list("occurrence", flat=True)) == ["1", "2", "0"]
