"""Which reminders are due: the newest of each date, once, late where somebody was away, never in a pile."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from events.models import Entry, EntryChange, ReminderHold
from events.queries.due import DueReminder, due_reminders, planned_reminders
from portal.core.clock import OSLO
from portal.core.registry import SourceDate, wheel_sources
from portal.core.text import Text
from tests.cast import Cast
from tests.events.factories import ActivityFactory, EntryFactory, ReminderPlanFactory
from tests.events.reminding import DUE, MEETING, looked, move, planned

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def days_of(reminders: list[DueReminder]) -> list[int]:
    return [reminder.planned.days for reminder in reminders]


def test_a_reminder_missed_while_the_worker_was_away_is_due_when_it_comes_back(cast: Cast) -> None:
    planned(cast)
    looked(DUE - MINUTE)
    assert days_of(due_reminders(DUE + 8 * DAY)) == [10]


def test_of_those_missed_only_the_newest_is_due(cast: Cast) -> None:
    planned(cast, days=(60, 21, 10))
    looked(DUE - 70 * DAY)
    assert days_of(due_reminders(DUE + DAY)) == [10]


def test_the_newest_is_counted_for_the_start_and_the_end_apart(cast: Cast) -> None:
    entry = planned(cast, days=(21, 10), first_day=date(2027, 3, 1), last_day=date(2027, 3, 31))
    ReminderPlanFactory(activity=entry.activity, days=21, edge="end")
    looked(datetime(2027, 2, 1, tzinfo=OSLO))
    now = datetime(2027, 2, 28, 12, tzinfo=OSLO)
    assert days_of(due_reminders(now)) == [10]
    assert days_of(due_reminders(datetime(2027, 3, 10, 12, tzinfo=OSLO))) == [21]


def test_a_new_installation_brings_no_pile_of_what_was_due_before(cast: Cast) -> None:
    for days in (60, 35, 13):
        planned(cast, days=(days,))
    assert due_reminders(DUE) == []


@pytest.mark.parametrize("hours", [0, 47])
def test_a_new_installation_sends_what_fell_due_within_two_days(hours: int, cast: Cast) -> None:
    planned(cast)
    assert days_of(due_reminders(DUE + timedelta(hours=hours))) == [10]


def test_a_new_installation_sends_nothing_that_fell_due_longer_ago(cast: Cast) -> None:
    planned(cast)
    assert due_reminders(DUE + 2 * DAY + MINUTE) == []


def test_a_year_rolled_late_brings_no_pile_either(cast: Cast) -> None:
    looked(DUE - MINUTE)
    planned(cast, days=(60, 21), first_day=MEETING + DAY)
    assert due_reminders(DUE) == []


def test_a_plan_that_is_added_a_day_late_is_due_at_once(cast: Cast) -> None:
    entry = planned(cast, days=())
    looked(DUE + DAY)
    ReminderPlanFactory(activity=entry.activity, days=10)
    assert days_of(due_reminders(DUE + DAY + MINUTE)) == [10]


def test_a_plan_added_when_its_hour_is_long_past_waits_for_next_year(cast: Cast) -> None:
    entry = planned(cast, days=())
    looked(DUE + 4 * DAY)
    ReminderPlanFactory(activity=entry.activity, days=10)
    assert due_reminders(DUE + 4 * DAY + MINUTE) == []


@pytest.mark.parametrize(
    ("edge", "days", "last_use"),
    [
        ("start", 10, datetime(2027, 5, 11, 9, tzinfo=OSLO)),
        ("end", 10, datetime(2027, 5, 11, 11, tzinfo=OSLO)),
        ("end", -7, datetime(2027, 6, 1, 8, tzinfo=OSLO)),
    ],
)
def test_a_reminder_that_is_of_no_use_any_more_is_not_due(
    edge: str, days: int, last_use: datetime, cast: Cast
) -> None:
    planned(cast, (days,), edge, first_day=date(2027, 5, 11), starts_at="09:00", ends_at="11:00")
    looked(datetime(2027, 4, 1, tzinfo=OSLO))
    assert days_of(due_reminders(last_use - MINUTE)) == [days]
    assert due_reminders(last_use) == []


def test_a_date_that_moves_nearer_brings_its_newest_missed_reminder_however_late(cast: Cast) -> None:
    entry = planned(cast, days=(21, 10), first_day=MEETING + 30 * DAY)
    now = DUE + 6 * DAY
    looked(now - MINUTE)
    move(entry, -30, at=now)
    assert days_of(due_reminders(now)) == [10]


def test_a_date_that_moved_long_ago_brings_nothing_late(cast: Cast) -> None:
    entry = planned(cast)
    looked(DUE + 5 * DAY)
    move(entry, 0, at=DUE + DAY)
    assert due_reminders(DUE + 6 * DAY) == []


@pytest.mark.parametrize("kind", ["cancelled", "held"])
def test_other_changes_than_of_the_date_bring_nothing_late(kind: str, cast: Cast) -> None:
    entry = planned(cast)
    looked(DUE + 5 * DAY)
    EntryChange.objects.create(entry=entry, kind=kind)
    EntryChange.objects.update(at=DUE + 5 * DAY)
    assert due_reminders(DUE + 5 * DAY) == []


def test_what_was_held_is_followed_up_and_not_announced(cast: Cast) -> None:
    entry = planned(cast, days=(10, -7), edge="end", state="held")
    assert due_reminders(DUE) == []
    follow_up = datetime(2027, 4, 1, 8, tzinfo=OSLO)
    Entry.objects.filter(pk=entry.pk).update(first_day="2027-03-25", last_day="2027-03-25")
    assert days_of(due_reminders(follow_up)) == [-7]


def test_what_is_cancelled_is_not_followed_up(cast: Cast) -> None:
    planned(cast, days=(-7,), state="cancelled", first_day=DUE.date() - 7 * DAY)
    assert due_reminders(DUE) == []


def test_one_held_back_is_not_due_and_no_older_one_takes_its_place(cast: Cast) -> None:
    entry = planned(cast, days=(21, 10))
    looked(DUE - 30 * DAY)
    ReminderHold.objects.create(entry=entry, occurrence="2027-03-16/start+10")
    assert due_reminders(DUE) == []


def test_a_reminder_planned_in_quiet_time_comes_before_it(cast: Cast) -> None:
    planned(cast, days=(14,), first_day=date(2027, 8, 17))
    friday = datetime(2027, 7, 2, 8, tzinfo=OSLO)
    assert due_reminders(friday - MINUTE) == []
    assert days_of(due_reminders(friday)) == [14]


def test_two_that_quiet_time_puts_on_one_morning_are_one(cast: Cast) -> None:
    planned(cast, days=(35, 14), first_day=date(2027, 8, 17))
    assert days_of(due_reminders(datetime(2027, 7, 2, 8, tzinfo=OSLO))) == [14]


def test_those_planned_can_be_looked_ahead_at_held_ones_too(cast: Cast) -> None:
    entry = planned(cast, days=(21, 10, 7))
    ReminderHold.objects.create(entry=entry, occurrence="2027-03-16/start+7")
    ahead = planned_reminders(DUE - DAY, DUE + 30 * DAY)
    assert [(found.planned.days, found.held) for found in ahead] == [(10, False), (7, True)]


@pytest.fixture
def source(cast: Cast) -> Iterator[list[SourceDate]]:
    """What another app puts on the wheel."""
    given: list[SourceDate] = []
    wheel_sources.register("trial", lambda *_asked: given)
    yield given
    wheel_sources.unregister("trial")


def source_date(**values: Any) -> SourceDate:
    whole: dict[str, Any] = {
        "key": "report",
        "title": Text(nb="Rapport"),
        "first_day": MEETING,
        "last_day": MEETING,
        "kind": "deadline",
        "audience": "partners",
        "shown_to": "partners",
        "updated_at": datetime(2027, 1, 1, tzinfo=OSLO),
        "responsible": {"role": "secretary"},
        "reminders": (21, 10),
    }
    return SourceDate(**whole | values)


def test_another_apps_date_is_reminded_of_as_it_asks(source: list[SourceDate]) -> None:
    source.append(source_date())
    [reminder] = due_reminders(DUE)
    assert (reminder.planned.days, reminder.due_at) == (10, DUE)
    assert reminder.object_key.startswith("events.source:trial")


def test_a_source_that_fails_stops_nobody_elses_reminders(cast: Cast, source: list[SourceDate]) -> None:
    planned(cast)
    source.append(source_date(kind="nonsense"))
    assert days_of(due_reminders(DUE)) == [10]


def test_five_thousand_dates_are_looked_through_in_a_few_queries_and_within_a_second(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    activity = planned(cast, days=(60, 21, 10)).activity
    Entry.objects.bulk_create(
        EntryFactory.build(activity=activity, number=number, first_day=MEETING + number % 730 * DAY)
        for number in range(10_000, 15_000)
    )
    began = time.process_time()
    with django_assert_num_queries(4 + len(wheel_sources)):
        found = due_reminders(DUE)
    spent = time.process_time() - began
    assert len(found) == len({reminder.object_key for reminder in found}) > 20
    assert spent < 1


def test_only_dates_whose_reminders_are_near_are_read(cast: Cast) -> None:
    far = ActivityFactory()
    ReminderPlanFactory(activity=far, days=10)
    EntryFactory(activity=far, first_day=MEETING + 200 * DAY)
    planned(cast)
    assert len(due_reminders(DUE)) == 1
