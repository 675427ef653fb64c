"""The team sees which reminders come in the next thirty days, and holds one back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import count

import pytest
import time_machine
from django.utils import timezone, translation

from events.models import Entry, ReminderHold
from events.queries.reminder import coming_reminders, plan_in_words
from events.workflows.reminder import queue_due_reminders
from portal.core.clock import at
from portal.core.models import OutboxMessage
from portal.partnership.models import Absence, Tenure
from tests.cast import Cast
from tests.events.factories import ActivityFactory, EntryFactory, ReminderPlanFactory
from tests.events.views.test_outbox import shown, signed_in
from tests.guards.queries import assert_same_queries

pytestmark = pytest.mark.django_db
REMINDERS = "/en/arshjul/paminnelser/"
TODAY = date(2027, 2, 1)
HELD_ON = date(2027, 3, 3)


@pytest.fixture
def meeting(cast: Cast) -> Entry:
    """A date in a month, of which the secretary is reminded ten days before it at eight."""
    tenure = Tenure.objects.select_related("seat__body").get(user=cast.secretary)
    activity = ActivityFactory.create(responsible_body=tenure.seat.body, responsible_role="secretary")
    ReminderPlanFactory.create(activity=activity, days=10)
    return EntryFactory.create(activity=activity, first_day=HELD_ON)


@pytest.fixture(autouse=True)
def _first_of_february() -> Iterator[None]:
    with time_machine.travel(at(TODAY, time(12)), tick=False):
        yield


@pytest.fixture(autouse=True)
def _nobody_hurries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.core.workflows.outbox.hurry_along", lambda: None)


def test_the_page_says_what_is_sent_when_to_whom_and_by_which_plan(cast: Cast, meeting: Entry) -> None:
    page = shown(signed_in(cast.team_university), REMINDERS)
    assert "1 reminder will be sent" in page
    with translation.override("en"):
        assert str(meeting.title) in page
        assert str(Tenure.objects.get(user=cast.secretary).seat.title) in page
    assert "2027-02-21T08:00:00+01:00" in page
    assert "10 days before the start" in page
    assert cast.secretary.name in page


def test_a_reminder_after_thirty_days_is_not_among_them(meeting: Entry) -> None:
    assert len(coming_reminders(at(date(2027, 1, 22), time(12)))) == 1
    assert coming_reminders(at(date(2027, 1, 21), time(12))) == []
    assert coming_reminders(at(date(2027, 2, 21), time(8))) == []


def test_the_substitute_of_somebody_away_that_day_is_named(cast: Cast, meeting: Entry) -> None:
    seat = Tenure.objects.get(user=cast.secretary).seat
    Tenure.objects.create(seat=seat, user=cast.outsider, part="substitute", first_day=TODAY)
    day = date(2027, 2, 21)
    Absence.objects.create(user=cast.secretary, first_day=day, last_day=day)
    [coming] = coming_reminders(timezone.now())
    [reader] = coming.readers
    assert (reader.name, reader.steps_in) == (cast.outsider.name, True)


def test_who_takes_over_the_seat_before_that_day_is_named(cast: Cast, meeting: Entry) -> None:
    held = Tenure.objects.get(user=cast.secretary)
    held.last_day = TODAY + timedelta(days=3)
    held.save()
    first = TODAY + timedelta(days=4)
    Tenure.objects.create(seat=held.seat, user=cast.outsider, first_day=first)
    [coming] = coming_reminders(timezone.now())
    assert [reader.name for reader in coming.readers] == [cast.outsider.name]


def test_what_the_page_says_is_what_is_sent(cast: Cast, meeting: Entry) -> None:
    [coming] = coming_reminders(timezone.now())
    queue_due_reminders(coming.reminder.due_at)
    queued = OutboxMessage.objects.values_list("recipient__name", flat=True)
    assert list(queued) == [reader.name for reader in coming.readers]


def test_a_reminder_that_is_held_back_is_not_sent_until_it_is_released(cast: Cast, meeting: Entry) -> None:
    team = signed_in(cast.team_municipality)
    [coming] = coming_reminders(timezone.now())
    which = {"entry": meeting.pk, "occurrence": coming.reminder.occurrence}
    page = team.post(f"{REMINDERS}hold/", which, follow=True).content.decode()
    assert "The reminder is held back." in page
    assert ReminderHold.objects.get().by == cast.team_municipality
    queue_due_reminders(coming.reminder.due_at)
    assert not OutboxMessage.objects.exists()

    page = team.post(f"{REMINDERS}slipp/", which, follow=True).content.decode()
    assert "The reminder is released." in page
    queue_due_reminders(coming.reminder.due_at)
    assert OutboxMessage.objects.count() == 1


def test_a_list_of_thirty_asks_no_more_than_a_list_of_one(cast: Cast, meeting: Entry) -> None:
    days = count(1)

    def make_one() -> object:
        day = HELD_ON + timedelta(days=next(days) % 5)
        return EntryFactory.create(activity=meeting.activity, first_day=day)

    assert_same_queries(REMINDERS, make_one, client=signed_in(cast.team_municipality))


@pytest.mark.parametrize("which", [{}, {"entry": "x", "occurrence": "y"}, {"entry": "1"}])
def test_a_reminder_that_is_gone_changes_nothing_and_one_is_told(cast: Cast, which: dict[str, str]) -> None:
    page = signed_in(cast.team_municipality).post(f"{REMINDERS}hold/", which, follow=True)
    assert "is not among the coming ones any more" in page.content.decode()
    assert not ReminderHold.objects.exists()


@pytest.mark.parametrize(
    ("days", "edge", "words"),
    [
        (10, "start", "10 days before the start"),
        (1, "end", "1 day before the end"),
        (0, "start", "on the day it begins"),
        (0, "end", "on the day it ends"),
        (-7, "end", "7 days after the end"),
        (-1, "start", "1 day after the start"),
    ],
)
def test_a_plan_is_told_in_words(days: int, edge: str, words: str) -> None:
    with translation.override("en"):
        assert plan_in_words(days, edge) == words
