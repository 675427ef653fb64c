"""Two workers at one outbox: with the guards each mail leaves once, without them it doesn't."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.utils import timezone

from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxState
from portal.core.workflows import delivery
from portal.core.workflows.claim import Claim, claim_due
from portal.core.workflows.outbox import drain, enqueue_many
from tests.core.outbox_mail import mail
from tests.core.smtp_sink import SmtpSink

pytestmark = pytest.mark.django_db(transaction=True)

MAILS = 200


@pytest.fixture(autouse=True)
def _outbox_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.core.workflows.outbox.hurry_along", lambda: None)
    enqueue_many(mail(number) for number in range(MAILS))


def test_control_without_locks_and_claims_mail_leaves_twice(
    sink: SmtpSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "claim_due", unguarded_claim(threading.Barrier(2, timeout=30)))
    monkeypatch.setattr(delivery, "step", lambda *_: (True, True))
    drain_twice_at_once()
    assert max(sink.recipients.values()) == 2


def test_two_workers_at_once_send_each_mail_once(sink: SmtpSink) -> None:
    drain_twice_at_once()
    assert len(sink.recipients) == MAILS
    assert set(sink.recipients.values()) == {1}
    assert OutboxMessage.objects.filter(state=OutboxState.SENT).count() == MAILS
    assert OutboxMessage.objects.values("claimed_by").distinct().count() > 1


def test_a_row_another_worker_is_taking_is_passed_over_and_not_waited_for() -> None:
    taken: list[int] = []
    holding, done = threading.Event(), threading.Event()

    def hold_all_but_ten() -> None:
        with transaction.atomic():
            list(OutboxMessage.objects.due(timezone.now()).select_for_update()[: MAILS - 10])
            holding.set()
            done.wait(30)
        connection.close()

    holder = threading.Thread(target=hold_all_but_ten)
    holder.start()
    assert holding.wait(30)
    try:
        taken = [row.pk for row in claim_due(MAILS, worker="w").rows]
    finally:
        done.set()
        holder.join(30)
    assert len(taken) == 10


def drain_twice_at_once() -> None:
    run_together(*[lambda name=name: drain_and_leave(name) for name in ("one", "two")])


def drain_and_leave(worker: str) -> None:
    try:
        drain(worker=worker)
    finally:
        connection.close()


def unguarded_claim(both_have_read: threading.Barrier) -> Callable[..., Claim]:
    """A claim as one writes it without thinking of a second worker: read, then mark."""

    def claim(limit: int, *, worker: str) -> Claim:
        now = timezone.now()
        rows = list(OutboxMessage.objects.due(now)[:limit])
        both_have_read.wait()
        OutboxMessage.objects.filter(pk__in=[row.pk for row in rows]).update(
            state=OutboxState.SENDING, claimed_at=now, claimed_by=worker
        )
        return Claim(by=worker, at=now, rows=rows)

    return claim


def run_together(*actions: Callable[[], None]) -> None:
    threads = [threading.Thread(target=action) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
