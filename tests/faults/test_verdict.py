"""The storm is judged rightly: what is lost, twice or unexplained is found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxState
from portal.core.workflows.outbox import enqueue_many
from tests.core.outbox_mail import mail
from tests.faults.journal import Journal
from tests.faults.verdict import Verdict, judge

pytestmark = pytest.mark.django_db
KILLED = 77


@pytest.fixture(autouse=True)
def _nobody_hurries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.core.workflows.outbox.hurry_along", lambda: None)


def row(state: OutboxState, **values: Any) -> str:
    """The only mail there is, in that state; gives its Message-ID."""
    enqueue_many([mail()])
    now = timezone.now()
    OutboxMessage.objects.update(state=state, sent_at=now, handed_over_at=now, **values)
    return OutboxMessage.objects.get().message_id


def verdict(tmp_path: Path, *events: str, expected: int = 1) -> Verdict:
    path = tmp_path / "journal"
    path.write_text("".join(f"{event}\n" for event in events))
    journal = Journal(path)
    journal.read()
    return judge(expected, journal, {KILLED}, seconds=1)


def test_a_mail_that_was_taken_once_is_in_order(tmp_path: Path) -> None:
    taken = f"taken {row(OutboxState.SENT)}"
    assert verdict(tmp_path, taken).is_good
    again = verdict(tmp_path, taken, taken)
    assert (again.twice, again.is_good) == (1, False)


@pytest.mark.parametrize("state", [OutboxState.SENT, OutboxState.DROPPED, OutboxState.HELD])
def test_a_mail_nobody_took_is_lost_whatever_the_portal_says(tmp_path: Path, state: OutboxState) -> None:
    row(state)
    found = verdict(tmp_path)
    assert (found.lost, found.is_good) == (1, False)


def test_a_reminder_that_was_never_queued_is_lost(tmp_path: Path) -> None:
    taken = f"taken {row(OutboxState.SENT)}"
    assert verdict(tmp_path, taken, expected=2).lost == 1


@pytest.mark.parametrize(
    ("event", "pid", "unexplained"), [("unheard", 1, 0), ("taken", KILLED, 0), ("taken", 1, 1)]
)
def test_an_uncertain_mail_needs_an_explanation(
    tmp_path: Path, event: str, pid: int, unexplained: int
) -> None:
    message_id = row(OutboxState.UNCERTAIN, claimed_by=f"host:{pid}:abc")
    found = verdict(tmp_path, f"{event} {message_id}")
    assert (found.uncertain, found.unexplained, found.is_good) == (1, unexplained, not unexplained)


def test_a_mail_fails_only_when_it_was_refused_for_good(tmp_path: Path) -> None:
    message_id = row(OutboxState.FAILED, last_error="554 5.6.0")
    assert verdict(tmp_path, f"refused 554 5.6.0 {message_id}").is_good
    assert verdict(tmp_path).failed_wrongly == 1
