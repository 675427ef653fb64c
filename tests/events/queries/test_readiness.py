"""`/readyz` turns red when reminders are late."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import translation

from events.queries.readiness import reminder_problems
from events.workflows.reminder import queue_due_reminders
from portal.partnership.models import Tenure
from tests.cast import Cast
from tests.events.reminding import DUE, looked, move, planned

MINUTE = timedelta(minutes=1)


def problems(after: timedelta, *, looked_ago: timedelta = MINUTE) -> list[str]:
    with time_machine.travel(DUE + after, tick=False), translation.override("en"):
        looked(DUE + after - looked_ago)
        return reminder_problems()


@pytest.fixture(autouse=True)
def _cast(cast: Cast) -> None:
    with time_machine.travel(DUE - timedelta(days=1), tick=False):
        planned(cast)


def test_a_reminder_that_is_not_written_a_quarter_of_an_hour_after_it_fell_due_is_late() -> None:
    assert problems(15 * MINUTE) == []
    assert problems(16 * MINUTE) == [
        "1 reminder should have been put in the outbox more than fifteen minutes ago."
    ]


def test_one_that_is_written_is_not_late() -> None:
    queue_due_reminders(DUE)
    assert problems(16 * MINUTE) == []


def test_one_that_concerns_nobody_is_not_late(cast: Cast) -> None:
    Tenure.objects.filter(user=cast.secretary).delete()
    assert problems(16 * MINUTE) == []


def test_a_date_that_has_just_moved_nearer_is_not_late_yet(cast: Cast) -> None:
    entry = planned(cast)
    queue_due_reminders(DUE)
    entry = planned(cast, first_day=DUE.date() + timedelta(days=9))
    with time_machine.travel(DUE + 30 * MINUTE, tick=False):
        move(entry, 0, at=DUE + 30 * MINUTE)
    assert problems(31 * MINUTE) == []


def test_nobody_having_looked_for_five_minutes_is_late() -> None:
    assert problems(MINUTE, looked_ago=5 * MINUTE) == []
    assert "Nobody has looked" in problems(MINUTE, looked_ago=6 * MINUTE)[0]
