"""Sending over real SMTP: what happens to a mail whatever the mail server and the workers do."""

from __future__ import annotations

import smtplib
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxError, OutboxState
from portal.core.workflows import claim, delivery
from portal.core.workflows.claim import Claim, claim_due, pause_after, settle_stale_claims, step
from portal.core.workflows.outbox import SendReport, drain, enqueue, enqueue_many, send_waiting
from tests.core.outbox_mail import mail
from tests.core.smtp_sink import SmtpSink

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nobody_hurries(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests are the worker."""
    monkeypatch.setattr("portal.core.workflows.outbox.hurry_along", lambda: None)


def row(number: int = 1) -> OutboxMessage:
    return OutboxMessage.objects.get(occurrence=str(number))


def hand_over(row: OutboxMessage, claim: Claim) -> bool:
    """As a worker that is about to send: false when it may not."""
    return step(claim, None, row)[1]


def test_a_mail_that_is_due_leaves_and_says_when(sink: SmtpSink) -> None:
    enqueue(mail())
    assert send_waiting(worker="w") == SendReport(claimed=1, sent=1)
    assert sink.recipients == {"reader1@example.org": 1}
    sent = row()
    assert (sent.state, sent.attempts, sent.last_error) == (OutboxState.SENT, 1, "")
    assert sent.sent_at is not None


def test_the_mail_carries_all_that_was_queued(sink: SmtpSink) -> None:
    unsubscribe = "<https://portal.example.org/a>"
    enqueue(
        mail(
            subject="Frokostmøte på Åsen",
            html="<p>Hei</p>",
            calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
            language="nn",
            headers={"List-Unsubscribe": unsubscribe},
        )
    )
    send_waiting(worker="w")
    [message] = sink.received
    assert message["Subject"] == "Frokostmøte på Åsen"
    assert message["Message-ID"] == row().message_id
    assert (message["Content-Language"], message["Auto-Submitted"]) == ("nn", "auto-generated")
    assert message["List-Unsubscribe"] == unsubscribe
    types = [part.get_content_type() for part in message.walk() if not part.is_multipart()]
    assert types == ["text/plain", "text/html", "text/calendar"]
    assert [part.get_filename() for part in message.iter_attachments()] == ["calendar.ics"]


def test_mail_that_is_held_or_not_due_yet_stays(sink: SmtpSink) -> None:
    enqueue_many([mail(1), mail(2, send_after=timezone.now() + timedelta(minutes=1))])
    OutboxMessage.objects.filter(pk=row(1).pk).update(state=OutboxState.HELD)
    assert drain(worker="w") == SendReport()
    assert sink.received == []


def test_mail_that_is_of_no_use_any_more_is_dropped(sink: SmtpSink) -> None:
    enqueue_many(
        [mail(1, expires_at=timezone.now()), mail(2, expires_at=timezone.now() + timedelta(hours=1))]
    )
    drain(worker="w")
    assert (row(1).state, row(2).state) == (OutboxState.DROPPED, OutboxState.SENT)
    assert sink.recipients == {"reader2@example.org": 1}


def test_a_temporary_no_is_tried_again_after_a_pause(sink: SmtpSink) -> None:
    enqueue_many([mail(1), mail(2)])
    sink.answers["reader1@example.org"] = "451 4.7.1 reader1@example.org: try later"
    before = timezone.now()
    assert drain(worker="w") == SendReport(claimed=2, sent=1, postponed=1)
    waiting = row(1)
    assert (waiting.state, waiting.attempts, waiting.last_error) == (OutboxState.WAITING, 1, "451 4.7.1")
    assert waiting.send_after >= before + timedelta(minutes=1)
    assert waiting.due_at <= before

    sink.answers.clear()
    OutboxMessage.objects.update(send_after=timezone.now())
    drain(worker="w")
    assert sink.recipients == {"reader1@example.org": 1, "reader2@example.org": 1}


def test_the_pause_grows_up_to_an_hour() -> None:
    pauses = [pause_after(attempts) for attempts in range(1, 60)]
    assert pauses[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(hours=1)
    assert sum(pauses, timedelta()) > timedelta(days=2)


def test_after_two_days_of_temporary_noes_it_has_failed(sink: SmtpSink) -> None:
    enqueue(mail())
    sink.answers["reader1@example.org"] = "451 try later"
    OutboxMessage.objects.update(attempts=delivery.GIVE_UP_AFTER - 1)
    assert drain(worker="w") == SendReport(claimed=1, failed=1)
    assert row().state == OutboxState.FAILED


def test_a_permanent_no_fails_and_keeps_the_address_out_of_the_error(sink: SmtpSink) -> None:
    enqueue_many([mail(1), mail(2)])
    sink.answers["reader1@example.org"] = "550 5.1.1 <reader1@example.org> does not live here"
    assert drain(worker="w") == SendReport(claimed=2, sent=1, failed=1)
    assert (row(1).state, row(1).last_error) == (OutboxState.FAILED, "550 5.1.1")
    assert "550 5.1.1" in row(1).error_sentence


def test_a_connection_lost_after_the_mail_was_given_away_is_uncertain_and_never_sent_again(
    sink: SmtpSink,
) -> None:
    enqueue_many([mail(1), mail(2)])
    sink.lost_after_data.add("reader1@example.org")
    assert drain(worker="w") == SendReport(claimed=2, sent=1, uncertain=1)
    assert (row(1).state, row(1).last_error) == (OutboxState.UNCERTAIN, OutboxError.CONNECTION_LOST)

    OutboxMessage.objects.update(send_after=timezone.now() - timedelta(days=1))
    drain(worker="w")
    assert sink.recipients == {"reader1@example.org": 1, "reader2@example.org": 1}


def test_a_connection_lost_before_the_mail_was_given_away_is_tried_again(sink: SmtpSink) -> None:
    enqueue_many([mail(1), mail(2)])
    sink.lost_at_rcpt.add("reader1@example.org")
    assert drain(worker="w") == SendReport(claimed=2, sent=1, postponed=1)
    assert (row(1).state, row(1).last_error) == (OutboxState.WAITING, OutboxError.CONNECTION_LOST)
    assert sink.recipients == {"reader2@example.org": 1}


def test_a_backend_that_cannot_tell_leaves_it_uncertain(sink: SmtpSink, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    enqueue(mail())
    sink.lost_at_rcpt.add("reader1@example.org")
    assert drain(worker="w") == SendReport(claimed=1, uncertain=1)


def test_no_mail_server_means_later_for_all(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "portal.core.mail.SmtpBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    enqueue_many([mail(number) for number in range(3)])
    assert drain(worker="w") == SendReport(claimed=3, postponed=3, connected=False)
    errors = OutboxMessage.objects.values_list("state", "last_error", "claimed_by").distinct()
    assert list(errors) == [(OutboxState.WAITING, OutboxError.NO_ANSWER, "")]


def test_what_cannot_be_put_in_a_mail_fails(sink: SmtpSink) -> None:
    enqueue(mail())
    OutboxMessage.objects.update(headers={"X-Note": "one\ntwo"})
    assert drain(worker="w") == SendReport(claimed=1, failed=1)
    assert row().last_error == OutboxError.UNSENDABLE


def test_a_dead_workers_claim_is_given_back_and_what_it_handed_over_is_uncertain(sink: SmtpSink) -> None:
    enqueue_many([mail(1), mail(2)])
    taken = claim_due(10, worker="dead")
    assert hand_over(taken.rows[0], taken)
    assert drain(worker="w") == SendReport()

    later = timezone.now() + claim.STALE_AFTER + timedelta(seconds=1)
    settled = settle_stale_claims(now=later)
    assert (settled.uncertain, settled.given_back) == (1, 1)
    assert (row(1).state, row(1).last_error) == (OutboxState.UNCERTAIN, OutboxError.WORKER_ENDED)
    drain(worker="w")
    assert sink.recipients == {"reader2@example.org": 1}


def test_a_worker_that_lost_its_claim_hands_nothing_over() -> None:
    enqueue(mail())
    slow = claim_due(10, worker="slow")
    settle_stale_claims(now=timezone.now() + claim.STALE_AFTER + timedelta(seconds=1))
    assert not hand_over(slow.rows[0], slow)
    quick = claim_due(10, worker="quick")
    assert not hand_over(slow.rows[0], slow)
    assert hand_over(quick.rows[0], quick)


def test_a_worker_slower_than_the_sweep_still_says_how_it_went(sink: SmtpSink) -> None:
    sink.on_data = sweep_far_ahead
    enqueue(mail())
    assert drain(worker="slow") == SendReport(claimed=1, sent=1)
    assert row().state == OutboxState.SENT


def test_a_database_restart_after_the_mail_was_taken_loses_nothing(sink: SmtpSink) -> None:
    """The worker alone knows that the mail was taken: it waits for the database and says so."""
    enqueue(mail())
    worker = connection.connection.info.backend_pid
    sink.on_data = lambda: end_backend(worker)
    assert send_waiting(worker="w") == SendReport(claimed=1, sent=1)
    assert row().state == OutboxState.SENT


def test_a_worker_stopped_halfway_gives_the_rest_back_at_once(
    sink: SmtpSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    enqueue_many([mail(1), mail(2)])
    real = smtplib.SMTP.sendmail

    def stopped_at_the_second(self: smtplib.SMTP, *arguments: object) -> object:
        if sink.received:
            raise SystemExit
        return real(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(smtplib.SMTP, "sendmail", stopped_at_the_second)
    enqueue(mail(3))
    with pytest.raises(SystemExit):
        send_waiting(worker="w")
    states = [row(number).state for number in (1, 2, 3)]
    assert states == [OutboxState.SENT, OutboxState.SENDING, OutboxState.WAITING]


def sweep_far_ahead() -> None:
    try:
        settle_stale_claims(now=timezone.now() + claim.STALE_AFTER * 2)
    finally:
        connection.close()


def end_backend(pid: int) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    finally:
        connection.close()


def test_a_secret_mail_is_empty_as_soon_as_it_has_left(sink: SmtpSink) -> None:
    words = {"text": "The code 1234\n", "html": "<p>The code 1234</p>"}
    enqueue_many([mail(1, secret=True, **words), mail(2, **words)])
    drain(worker="w")
    assert ["1234" in str(message) for message in sink.received] == [True, True]
    assert (row(1).text, row(1).html, row(1).state) == ("", "", OutboxState.SENT)
    assert (row(2).text, row(2).html) == (words["text"], words["html"]), "other mail keeps its words"


def test_a_secret_mail_that_is_of_no_use_any_more_is_emptied_unsent() -> None:
    enqueue_many([mail(1, secret=True, expires_at=timezone.now()), mail(2, expires_at=timezone.now())])
    settle_stale_claims()
    assert (row(1).state, row(1).text) == (OutboxState.DROPPED, "")
    assert (row(2).state, row(2).text) == (OutboxState.DROPPED, "Text\n")


def test_a_secret_mail_that_has_not_left_keeps_its_words(sink: SmtpSink) -> None:
    enqueue(mail(secret=True))
    sink.answers["reader1@example.org"] = "451 try later"
    drain(worker="w")
    assert row().text == "Text\n"
