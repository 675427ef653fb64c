"""How long core keeps mail, the demo's mailbox, sessions and counters: to the day."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from portal.core.clock import OSLO
from portal.core.models import DemoMail, OutboxMessage
from portal.core.workflows.cleaning import (
    delete_ended_sessions,
    delete_old_counters,
    delete_old_demo_mail,
    empty_old_mail,
    empty_secret_mail,
)
from portal.core.workflows.outbox import enqueue
from tests.cast import person
from tests.core.outbox_mail import mail

pytestmark = pytest.mark.django_db

LEFT = datetime(2027, 3, 1, 23, 30, tzinfo=OSLO)
DAY_90 = datetime(2027, 5, 30, 3, tzinfo=OSLO)
DAY_91 = datetime(2027, 5, 31, 3, tzinfo=OSLO)


def left(number: int = 1, *, state: str = "sent", **values: object) -> OutboxMessage:
    """A mail that left, failed or was dropped on 1 March, half an hour before midnight."""
    enqueue(mail(number, html="<p>Text", calendar="BEGIN", headers={"X": "y"}))
    rows = OutboxMessage.objects.filter(occurrence=str(number))
    times = {"created_at": LEFT, "due_at": LEFT, "handed_over_at": LEFT, "sent_at": LEFT}
    rows.update(**({"state": state, "claimed_at": LEFT, "claimed_by": "worker"} | times | values))
    return rows.get()


def is_empty(row: OutboxMessage) -> bool:
    row.refresh_from_db()
    words = (row.address, row.subject, row.text, row.html, row.calendar, row.headers)
    assert len({bool(word) for word in words}) == 1, words
    return not row.text


@pytest.mark.parametrize("state", ["sent", "failed", "dropped", "uncertain"])
def test_mail_is_emptied_the_night_after_ninety_whole_days_and_keeps_its_key(state: str) -> None:
    row = left(state=state)
    key = row.kind, row.object_key, row.recipient_key, row.occurrence, row.message_id, row.sent_at
    assert empty_old_mail(DAY_90) == 0
    assert not is_empty(row)
    assert empty_old_mail(DAY_91) == 1
    assert is_empty(row)
    assert key == (row.kind, row.object_key, row.recipient_key, row.occurrence, row.message_id, row.sent_at)
    assert row.state == state
    assert empty_old_mail(DAY_91) == 0


def test_what_is_emptied_is_not_queued_a_second_time() -> None:
    left()
    empty_old_mail(DAY_91)
    assert enqueue(mail(1)) is False


@pytest.mark.parametrize("state", ["waiting", "held", "sending", "gathered"])
def test_mail_that_has_not_left_stays_whole(state: str) -> None:
    row = left(state=state, sent_at=None)
    assert empty_old_mail(DAY_91 + timedelta(days=900)) == 0
    assert not is_empty(row)


def test_what_was_gathered_is_emptied_with_its_digest() -> None:
    digest = left(1)
    part = left(2, state="gathered", digest=digest, sent_at=None)
    assert empty_old_mail(DAY_91) == 2
    assert is_empty(part)


def test_a_dropped_reminder_that_was_to_come_counts_from_when_it_would_have() -> None:
    row = left(state="dropped", due_at=LEFT + timedelta(days=10), sent_at=None, handed_over_at=None)
    assert empty_old_mail(DAY_91) == 0
    assert empty_old_mail(DAY_91 + timedelta(days=10)) == 1
    assert is_empty(row)


@pytest.mark.parametrize(("state", "touched"), [("sent", 1), ("dropped", 1), ("failed", 1), ("waiting", 0)])
def test_mail_with_a_code_loses_its_words_the_same_night(state: str, touched: int) -> None:
    row = left(state=state, secret=True)
    assert empty_secret_mail(LEFT) == touched
    row.refresh_from_db()
    assert (row.text == "") is bool(touched)
    assert row.address


def test_the_demo_keeps_mail_for_thirty_days() -> None:
    kept = DemoMail.objects.create(sender="a", recipients="b", subject="c", text="d")
    DemoMail.objects.filter(pk=kept.pk).update(created_at=LEFT)
    assert delete_old_demo_mail(datetime(2027, 3, 31, 3, tzinfo=OSLO)) == 0
    assert delete_old_demo_mail(datetime(2027, 4, 1, 3, tzinfo=OSLO)) == 1


def test_a_session_that_has_run_out_goes_with_where_it_was_held_from() -> None:
    user = person("somebody")
    for _ in range(2):
        browser = Client()
        browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        UserSession.objects.get_or_create(
            session_key=browser.session.session_key, defaults={"user": user, "ip": "127.0.0.1"}
        )
    ended = Session.objects.all()[0]
    Session.objects.filter(pk=ended.pk).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert delete_ended_sessions(timezone.now()) == 2
    assert Session.objects.count() == UserSession.objects.count() == 1
    assert not UserSession.objects.filter(session_key=ended.pk).exists()
    assert delete_ended_sessions(timezone.now()) == 0


def test_counters_of_attempts_go_when_their_time_is_over() -> None:
    cache.set("spent", 1, timeout=60)
    cache.set("running", 1, timeout=3600)
    assert delete_old_counters(timezone.now() + timedelta(minutes=5)) == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM core_cache")
        assert [key for (key,) in cursor.fetchall()] == [":1:running"]
