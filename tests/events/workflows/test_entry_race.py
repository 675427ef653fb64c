"""Two people at one date: the second to say yes is told; without the condition the first is overwritten."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, time

import pytest
import time_machine
from django.db import connection, transaction

from events.models import Entry, EntryChange
from events.workflows import entry as workflow
from events.workflows.entry import StaleEntryError, move
from portal.core.clock import at
from portal.core.models import OutboxMessage
from portal.partnership.models import User
from tests.cast import Cast
from tests.core.workflows.test_delivery_race import run_together
from tests.events.steering import Meeting, on, steering_meeting

pytestmark = pytest.mark.django_db(transaction=True)

MOST_ROUNDS = 50_000
THEIRS, YOURS = date(2027, 6, 15), date(2027, 6, 22)


@pytest.fixture(autouse=True)
def _in_april(monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setattr("portal.core.workflows.outbox.hurry_along", lambda: None)
    with time_machine.travel(at(date(2027, 4, 5), time(12)), tick=False):
        yield


@pytest.fixture
def year(cast: Cast) -> Meeting:
    return steering_meeting(cast)


def test_control_without_the_condition_a_move_is_lost(
    cast: Cast, year: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workflow, "as_seen", lambda entry, _seen: Entry.objects.filter(pk=entry.pk))
    assert say_yes_at_once(cast, year) == ["moved", "moved"]
    assert EntryChange.objects.filter(entry=year.meeting).count() == 2


def test_of_two_who_say_yes_at_once_one_is_told_that_the_date_has_changed(cast: Cast, year: Meeting) -> None:
    assert sorted(say_yes_at_once(cast, year)) == ["moved", "stale"]
    change = EntryChange.objects.get(entry=year.meeting)
    meeting, papers = Entry.objects.get(pk=year.meeting.pk), Entry.objects.get(pk=year.papers.pk)
    assert meeting.sequence == papers.sequence == 1
    assert meeting.first_day.isoformat() == change.after["first_day"]
    assert (meeting.first_day - papers.first_day).days == 10
    assert OutboxMessage.objects.values("occurrence").distinct().count() == 1


def test_two_people_at_both_ends_of_a_chain_wait_for_each_other_and_do_not_deadlock(
    cast: Cast, year: Meeting
) -> None:
    outcomes: list[str] = []
    start = threading.Barrier(2, timeout=30)
    run_together(
        _saying_yes(year.meeting, THEIRS, cast.secretary, start, outcomes),
        _saying_yes(year.proof, date(2027, 5, 20), cast.team_university, start, outcomes),
    )
    assert len(outcomes) == 2
    assert "moved" in outcomes
    assert set(outcomes) <= {"moved", "stale"}


def test_what_somebody_is_setting_by_hand_is_waited_for_and_left_alone(cast: Cast, year: Meeting) -> None:
    by_hand, outcomes = date(2027, 5, 12), list[str]()
    start = threading.Barrier(1)
    with transaction.atomic():
        move(year.papers, when=on(by_hand), reason="", seen=0, by=cast.team_university)
        mover = threading.Thread(
            target=_saying_yes(year.meeting, THEIRS, cast.secretary, start, outcomes), daemon=True
        )
        mover.start()
        wait_until_somebody_waits_for_a_row()
    mover.join(30)
    assert outcomes == ["moved"]
    assert Entry.objects.get(pk=year.papers.pk).first_day == by_hand


def wait_until_somebody_waits_for_a_row() -> None:
    """Asks the server until it says so; the clock stands still in these tests, so the rounds are counted."""
    with connection.cursor() as cursor:
        for _ in range(MOST_ROUNDS):
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            row = cursor.fetchone()
            if row and row[0]:
                return
    raise AssertionError("Nobody waits: the rows are not held.")


def say_yes_at_once(cast: Cast, year: Meeting) -> list[str]:
    outcomes: list[str] = []
    start = threading.Barrier(2, timeout=30)
    run_together(
        _saying_yes(year.meeting, THEIRS, cast.secretary, start, outcomes),
        _saying_yes(year.meeting, YOURS, cast.team_university, start, outcomes),
    )
    return outcomes


def _saying_yes(
    entry: Entry, day: date, by: User, start: threading.Barrier, outcomes: list[str]
) -> Callable[[], None]:
    def say_yes() -> None:
        try:
            mine = Entry.objects.select_related("activity").get(pk=entry.pk)
            start.wait()
            move(mine, when=on(day), reason="x", seen=0, by=by)
            outcomes.append("moved")
        except StaleEntryError:
            outcomes.append("stale")
        finally:
            connection.close()

    return say_yes
