"""People hold mail back, release it and send it again knowingly; what waits is dropped with its cause."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.core.models import OutboxAct, OutboxMessage
from portal.core.models.outbox import OutboxError, OutboxState
from portal.core.workflows.claim import claim_due, step
from portal.core.workflows.outbox import drain, drop_waiting, enqueue, enqueue_many
from portal.core.workflows.outbox_act import NotPossibleError, hold, release, send_again
from tests.cast import Cast
from tests.core.outbox_mail import mail
from tests.core.smtp_sink import SmtpSink

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nobody_hurries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.core.workflows.outbox.hurry_along", lambda: None)


def row(number: int = 1) -> OutboxMessage:
    return OutboxMessage.objects.get(occurrence=str(number))


def become(state: OutboxState, **values: object) -> OutboxMessage:
    OutboxMessage.objects.update(state=state, **values)
    return row()


def test_a_mail_that_is_held_back_leaves_when_it_is_released(cast: Cast, sink: SmtpSink) -> None:
    enqueue(mail())
    hold(row(), by=cast.secretary)
    drain(worker="w")
    assert sink.received == []
    release(row(), by=cast.secretary)
    drain(worker="w")
    assert sink.recipients == {"reader1@example.org": 1}
    lines = OutboxAct.objects.values_list("act", "was", "by")
    assert list(lines) == [("held", "waiting", cast.secretary.pk), ("released", "held", cast.secretary.pk)]


def test_a_mail_a_worker_is_sending_cannot_be_held_back(cast: Cast) -> None:
    enqueue(mail())
    claim_due(1, worker="w")
    with pytest.raises(NotPossibleError, match=r"Nothing was changed|Ingenting"):
        hold(row(), by=cast.secretary)
    assert row().state == OutboxState.SENDING
    assert not OutboxAct.objects.exists()


def test_an_uncertain_mail_is_sent_again_knowingly_under_the_same_id(cast: Cast, sink: SmtpSink) -> None:
    enqueue(mail(expires_at=timezone.now() + timedelta(hours=1)))
    sink.lost_after_data.add("reader1@example.org")
    assert drain(worker="w").uncertain == 1
    sink.lost_after_data.clear()
    OutboxMessage.objects.update(expires_at=timezone.now())

    send_again(row(), by=cast.team_municipality)
    assert row().state == OutboxState.WAITING
    drain(worker="w")
    assert row().state == OutboxState.SENT
    first, second = sink.received
    assert first["Message-ID"] == second["Message-ID"] == row().message_id
    act = OutboxAct.objects.get()
    assert (act.act, act.was, act.by) == ("sent_again", "uncertain", cast.team_municipality)


def test_a_failed_mail_is_sent_again_to_the_address_the_reader_has_now(cast: Cast, sink: SmtpSink) -> None:
    enqueue(mail(recipient=cast.student, address="wrong@example.org"))
    sink.answers["wrong@example.org"] = "550 5.1.1 Nobody here"
    assert drain(worker="w").failed == 1
    send_again(row(), by=cast.team_university)
    drain(worker="w")
    assert sink.recipients == {cast.student.email: 1}


@pytest.mark.parametrize("state", [OutboxState.WAITING, OutboxState.HELD, OutboxState.DROPPED])
def test_only_what_failed_or_is_uncertain_can_be_sent_again(cast: Cast, state: OutboxState) -> None:
    enqueue(mail())
    with pytest.raises(NotPossibleError):
        send_again(become(state), by=cast.secretary)
    assert row().state == state


def test_what_was_sent_cannot_be_sent_again(cast: Cast) -> None:
    enqueue(mail())
    with pytest.raises(NotPossibleError):
        send_again(become(OutboxState.SENT, sent_at=timezone.now()), by=cast.secretary)


def test_a_mail_without_an_address_cannot_be_sent_again(cast: Cast) -> None:
    enqueue(mail(address="nobody"))
    with pytest.raises(NotPossibleError):
        send_again(row(), by=cast.secretary)
    assert row().state == OutboxState.FAILED


def test_what_is_called_off_is_dropped_unless_it_was_handed_over(sink: SmtpSink) -> None:
    enqueue_many(mail(number) for number in range(1, 7))
    enqueue(mail(9, object_key="thing:2"))
    states = {1: OutboxState.WAITING, 2: OutboxState.HELD, 3: OutboxState.GATHERED}
    for number, state in states.items():
        OutboxMessage.objects.filter(occurrence=str(number)).update(state=state)
    OutboxMessage.objects.filter(occurrence="4").update(state=OutboxState.SENT, sent_at=timezone.now())
    OutboxMessage.objects.filter(occurrence="1").update(send_after=timezone.now() + timedelta(hours=1))
    taken = claim_due(2, worker="w")
    assert [one.occurrence for one in taken.rows] == ["5", "6"]
    assert step(taken, None, taken.rows[1])[1]

    assert drop_waiting(kind="test.reminder", object_key="thing:1", reason=OutboxError.CANCELLED) == 4
    assert {number: row(number).state for number in range(1, 7)} == {
        1: OutboxState.DROPPED,
        2: OutboxState.DROPPED,
        3: OutboxState.DROPPED,
        4: OutboxState.SENT,
        5: OutboxState.DROPPED,
        6: OutboxState.SENDING,
    }
    assert row(9).state == OutboxState.WAITING
    assert row(1).last_error == OutboxError.CANCELLED
    assert step(taken, None, taken.rows[0]) == (False, False)


def test_what_went_along_in_a_digest_is_not_called_off(sink: SmtpSink) -> None:
    enqueue_many([mail(1), mail(2, object_key="digest")])
    OutboxMessage.objects.filter(occurrence="1").update(state=OutboxState.GATHERED, digest=row(2))
    assert drop_waiting(kind="test.reminder", object_key="thing:1", reason=OutboxError.MOVED) == 0


@pytest.mark.parametrize("gone", [{"text": ""}, {"expires_at": timezone.now() - timedelta(minutes=1)}])
def test_a_secret_mail_is_not_sent_again_once_it_opens_nothing(cast: Cast, gone: dict[str, object]) -> None:
    enqueue(mail(secret=True))
    failed = become(OutboxState.FAILED, **gone)
    with pytest.raises(NotPossibleError, match=r"ask for a new one|be om|bed om"):
        send_again(failed, by=cast.secretary)
    assert row().state == OutboxState.FAILED
    assert not OutboxAct.objects.exists()


def test_a_secret_mail_that_failed_in_time_is_sent_again(cast: Cast, sink: SmtpSink) -> None:
    enqueue(mail(secret=True, expires_at=timezone.now() + timedelta(days=1)))
    send_again(become(OutboxState.FAILED), by=cast.secretary)
    drain(worker="w")
    assert sink.recipients == {"reader1@example.org": 1}
