"""Queuing: once per occurrence, with the transaction of its cause, safe against hostile text."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from celery import Celery, current_app
from django.db import connection, transaction
from django.utils import timezone

from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxError, OutboxState
from portal.core.workflows import outbox
from portal.core.workflows.outbox import Message, enqueue, enqueue_many
from tests.core.outbox_mail import mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked_for(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tasks the broker would have been given."""
    names: list[str] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **_options: names.append(name))
    return names


def test_the_same_occurrence_is_queued_once(asked_for: list[str]) -> None:
    assert enqueue(mail()) is True
    assert enqueue(mail(subject="Another wording")) is False
    assert OutboxMessage.objects.get().subject == "Subject 1"


@pytest.mark.parametrize(
    "change",
    [{"kind": "other"}, {"object_key": "thing:2"}, {"occurrence": "2"}, {"address": "other@example.org"}],
)
def test_each_part_of_the_key_makes_a_mail_of_its_own(change: dict[str, Any], asked_for: list[str]) -> None:
    assert enqueue_many([mail(), mail(**change)]) == 2


def test_only_new_mail_is_counted(asked_for: list[str]) -> None:
    assert enqueue_many(mail(number) for number in range(3)) == 3
    assert enqueue_many([mail(0), mail(7), mail(7), mail(8)]) == 2
    assert enqueue_many([]) == 0


def test_the_same_address_in_other_letters_is_the_same_recipient(asked_for: list[str]) -> None:
    assert enqueue_many([mail(address="a@example.org"), mail(address=" A@Example.org")]) == 1


@pytest.mark.django_db(transaction=True)
def test_mail_is_rolled_back_with_what_caused_it(asked_for: list[str]) -> None:
    with transaction.atomic():
        enqueue(mail())
        transaction.set_rollback(True)
    assert not OutboxMessage.objects.exists()
    assert asked_for == []


@pytest.mark.django_db(transaction=True)
def test_two_transactions_with_the_same_mail_in_opposite_order_queue_it_once(
    asked_for: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "BATCH", 1)  # row by row, so that the two meet halfway
    counts: list[int] = []
    start = threading.Barrier(2)

    def queue(messages: list[Message]) -> None:
        start.wait()
        counts.append(enqueue_many(messages))
        connection.close()

    messages = [mail(number) for number in range(200)]
    run_together(lambda: queue(messages), lambda: queue(messages[::-1]))
    assert sorted(counts) == [0, 200]
    assert OutboxMessage.objects.count() == 200


@pytest.mark.django_db(transaction=True)
def test_the_worker_is_hurried_along_once_after_the_commit(asked_for: list[str]) -> None:
    with transaction.atomic():
        enqueue(mail(1))
        enqueue(mail(2))
        assert asked_for == []
    assert asked_for == ["portal.core.tasks.send_outbox"]


@pytest.mark.django_db(transaction=True)
def test_nobody_is_hurried_along_for_later_mail_or_for_none(asked_for: list[str]) -> None:
    later = mail(send_after=timezone.now() + timedelta(hours=1))
    enqueue(later)
    enqueue(later)
    assert asked_for == []


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_down_does_not_stop_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    lonely = Celery("lonely", broker="redis://127.0.0.1:1/0", set_as_current=False)
    lonely.conf.broker_transport_options = current_app.conf.broker_transport_options
    monkeypatch.setattr(outbox, "current_app", lonely)
    started = time.monotonic()
    assert enqueue(mail()) is True
    assert time.monotonic() - started < 5
    assert OutboxMessage.objects.get().state == OutboxState.WAITING


def test_an_address_that_is_none_fails_where_the_team_sees_it_and_stops_nobody_else(
    asked_for: list[str],
) -> None:
    wrong = ["", "nobody", "a@b@c", "a@example.org, b@example.org", "a@example.org\nBcc: b@example.org"]
    assert enqueue_many([mail(), *(mail(address=address) for address in wrong)]) == 6
    failed = OutboxMessage.objects.filter(state=OutboxState.FAILED)
    assert set(failed.values_list("last_error", "address")) == {(OutboxError.BAD_ADDRESS, "")}
    assert failed.count() == 5


@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r", "\x0b", "\x85", "\u2028"])
def test_text_cannot_start_a_header_of_its_own(line_end: str, asked_for: list[str]) -> None:
    hostile = f"Hello{line_end}Bcc: everyone@example.org"
    enqueue(mail(subject=hostile, headers={"List-Unsubscribe": hostile}))
    row = OutboxMessage.objects.get()
    assert row.subject == row.headers["List-Unsubscribe"] == "Hello Bcc: everyone@example.org"


def test_a_header_name_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="not the name of a mail header"):
        enqueue(mail(headers={"X: y\nBcc": "everyone@example.org"}))


def run_together(*actions: Callable[[], Any]) -> None:
    threads = [threading.Thread(target=action) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
