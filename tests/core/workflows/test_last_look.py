"""Right before mail leaves, the app it comes from says whether it still should."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pytest
from django.db import OperationalError

from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxError, OutboxState
from portal.core.registry import LastLook, last_looks
from portal.core.workflows.outbox import drain, enqueue_many
from tests.core.outbox_mail import mail
from tests.core.smtp_sink import SmtpSink

pytestmark = pytest.mark.django_db(transaction=True)
KIND = "test.looked_at"


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[LastLook]]:
    """The looks that are taken at mail of the test's kind, the first of the list."""
    monkeypatch.setattr("portal.core.workflows.outbox.hurry_along", lambda: None)
    looks: list[LastLook] = []

    def look(rows: Sequence[OutboxMessage]) -> Mapping[int, str]:
        return looks[0](rows)

    last_looks.register(KIND, look)
    yield looks
    last_looks.unregister(KIND)


def test_what_should_not_be_sent_after_all_is_dropped_with_the_reason(
    sink: SmtpSink, looked_at: list[LastLook]
) -> None:
    def first_is_too_late(rows: Sequence[OutboxMessage]) -> Mapping[int, str]:
        assert {row.kind for row in rows} == {KIND}
        return {rows[0].pk: OutboxError.TOO_LATE}

    looked_at.append(first_is_too_late)
    enqueue_many([mail(1, kind=KIND), mail(2, kind=KIND), mail(3)])
    report = drain(worker="w")
    assert (report.claimed, report.sent) == (3, 2)
    assert sink.recipients == {"reader2@example.org": 1, "reader3@example.org": 1}
    dropped = OutboxMessage.objects.get(state=OutboxState.DROPPED)
    assert (dropped.occurrence, dropped.last_error) == ("1", OutboxError.TOO_LATE)
    assert dropped.error_sentence


def test_a_look_that_the_database_interrupts_is_taken_again(
    sink: SmtpSink, looked_at: list[LastLook]
) -> None:
    def interrupted(_rows: Sequence[OutboxMessage]) -> Mapping[int, str]:
        raise OperationalError("restarting")

    looked_at.append(interrupted)
    enqueue_many([mail(1, kind=KIND)])
    with pytest.raises(OperationalError):
        drain(worker="w")
    assert OutboxMessage.objects.get().state == OutboxState.WAITING
    looked_at[0] = lambda _rows: {}
    assert drain(worker="w").sent == 1


def test_a_look_that_fails_stops_nobodys_mail(sink: SmtpSink, looked_at: list[LastLook]) -> None:
    def fails(_rows: Sequence[OutboxMessage]) -> Mapping[int, str]:
        raise ValueError("a mistake")

    looked_at.append(fails)
    enqueue_many([mail(1, kind=KIND), mail(2)])
    assert drain(worker="w").sent == 2
