"""Reminders reach those who hold the responsible seats that day, once, in their language."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from events.models import Entry, ReminderPlan
from events.workflows.reminder import due_reminders, queue_due_reminders
from portal.core.clock import OSLO
from portal.core.models import OutboxMessage
from portal.partnership.models import Body, Tenure
from tests.cast import Cast
from tests.events.factories import ActivityFactory, EntryFactory, ReminderPlanFactory

MEETING = date(2027, 3, 16)
DUE = datetime(2027, 3, 6, 8, 0, tzinfo=OSLO)
JUST_BEFORE = DUE - timedelta(seconds=1)


def planned(cast: Cast, **entry: Any) -> Entry:
    """A date that reminds the secretary ten days before, at eight."""
    body = Tenure.objects.get(user=cast.secretary).seat.body
    activity = ActivityFactory(responsible_body=body, responsible_role="secretary")
    ReminderPlanFactory(activity=activity)
    return EntryFactory.create(**{"activity": activity, "first_day": MEETING} | entry)


def test_a_reminder_leaves_at_its_hour_and_not_a_second_earlier(cast: Cast) -> None:
    planned(cast)
    assert queue_due_reminders(JUST_BEFORE) == 0
    assert queue_due_reminders(DUE) == 1


def test_the_same_reminder_is_written_once(cast: Cast) -> None:
    planned(cast)
    assert [
        queue_due_reminders(DUE),
        queue_due_reminders(DUE),
        queue_due_reminders(DUE + timedelta(hours=5)),
    ] == [1, 0, 0]
    assert OutboxMessage.objects.count() == 1


def test_it_goes_to_who_holds_the_seat_that_day(cast: Cast) -> None:
    planned(cast)
    tenure = Tenure.objects.get(user=cast.secretary)
    tenure.last_day = date(2027, 3, 5)
    tenure.save()
    Tenure.objects.create(seat=tenure.seat, user=cast.outsider, first_day=date(2027, 3, 6))
    queue_due_reminders(DUE)
    assert OutboxMessage.objects.get().recipient == cast.outsider


def test_an_empty_seat_reminds_nobody(cast: Cast) -> None:
    planned(cast)
    Tenure.objects.filter(user=cast.secretary).delete()
    assert queue_due_reminders(DUE) == 0


@pytest.mark.parametrize(
    ("language", "words"), [("nb", "Om 10 dager"), ("nn", "Om 10 dagar"), ("en", "In 10 days")]
)
def test_it_speaks_the_readers_language(language: str, words: str, cast: Cast) -> None:
    entry = planned(cast)
    cast.secretary.language = language
    cast.secretary.save()
    queue_due_reminders(DUE)
    mail = OutboxMessage.objects.get()
    assert mail.language == language
    assert words in mail.text
    assert getattr(entry.title, language) in mail.subject


def test_it_says_what_when_and_where_and_carries_the_calendar_entry(cast: Cast) -> None:
    entry = planned(cast, starts_at="09:00", place={"nb": "Rådhuset"})
    queue_due_reminders(DUE)
    mail = OutboxMessage.objects.get()
    assert mail.subject.endswith("tirsdag 16. mars 2027 kl. 09.00, Rådhuset")
    assert f"#d-e{entry.pk}" in mail.text
    assert f"UID:{entry.uid}" in mail.calendar
    assert "DTSTART;TZID=Europe/Oslo:20270316T090000" in mail.calendar


def test_an_example_says_so_in_its_subject(cast: Cast) -> None:
    planned(cast, is_example=True)
    queue_due_reminders(DUE)
    assert OutboxMessage.objects.get().subject.startswith("Eksempel: ")


@pytest.mark.parametrize("state", ["cancelled", "held"])
def test_what_is_cancelled_or_held_reminds_nobody(state: str, cast: Cast) -> None:
    planned(cast, state=state)
    assert queue_due_reminders(DUE) == 0


def test_a_date_that_moved_is_reminded_of_anew(cast: Cast) -> None:
    entry = planned(cast)
    queue_due_reminders(DUE)
    Entry.objects.filter(pk=entry.pk).update(
        first_day=MEETING + timedelta(days=7), last_day=MEETING + timedelta(days=7)
    )
    assert queue_due_reminders(DUE + timedelta(days=7)) == 1
    assert OutboxMessage.objects.count() == 2


def test_a_reminder_that_is_days_too_late_is_left_out(cast: Cast) -> None:
    planned(cast)
    assert queue_due_reminders(DUE + timedelta(days=3)) == 0


@pytest.mark.parametrize(
    ("edge", "days", "due"),
    [
        ("start", 14, datetime(2027, 1, 18, 8, tzinfo=OSLO)),
        ("end", 2, datetime(2027, 4, 2, 8, tzinfo=OSLO)),
        ("end", -7, datetime(2027, 4, 11, 8, tzinfo=OSLO)),
    ],
)
def test_days_are_counted_from_the_start_or_the_end_of_a_call(
    edge: str, days: int, due: datetime, cast: Cast
) -> None:
    entry = planned(cast, first_day=date(2027, 2, 1), last_day=date(2027, 4, 4))
    ReminderPlan.objects.filter(activity=entry.activity).update(edge=edge, days=days)
    assert [reminder.due_at for reminder in due_reminders(due)] == [due]
    assert due_reminders(due - timedelta(seconds=1)) == []


@pytest.mark.parametrize(
    ("day", "utc_hour"),
    [(date(2027, 3, 27), 7), (date(2027, 3, 28), 6), (date(2027, 10, 30), 6), (date(2027, 10, 31), 7)],
)
def test_eight_o_clock_is_eight_o_clock_on_both_sides_of_summer_time(
    day: date, utc_hour: int, cast: Cast
) -> None:
    planned(cast, first_day=day + timedelta(days=10))
    [reminder] = due_reminders(datetime(day.year, day.month, day.day, 12, tzinfo=OSLO))
    assert reminder.due_at.utctimetuple().tm_hour == utc_hour


def test_a_person_with_two_seats_gets_one_mail(cast: Cast) -> None:
    entry = planned(cast)
    assert entry.activity is not None
    steering = Body.objects.get(kind="steering")
    entry.activity.responsible_body, entry.activity.responsible_role = steering, ""
    entry.activity.save()
    spare = steering.seats.exclude(tenures__isnull=False).first()
    assert spare is not None
    Tenure.objects.create(seat=spare, user=cast.steering_leader, first_day=date(2020, 1, 1))
    queue_due_reminders(DUE)
    assert OutboxMessage.objects.filter(recipient=cast.steering_leader).count() == 1
    assert OutboxMessage.objects.filter(recipient=cast.steering_member).count() == 1


def test_due_reminders_cost_the_same_for_one_date_and_for_thirty(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for _number in range(30):
        planned(cast)
    with django_assert_max_num_queries(3):
        assert len(due_reminders(DUE)) == 30
