"""Before saying yes one sees what moves along, and that is what happens."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from events.models import Entry, Preparation, PreparationDone
from events.queries.consequences import counted_from
from events.queries.preview import Caution, Sending, consequences_of
from events.rules.enums import State
from events.rules.new_date import NewDate, span_of
from events.workflows.entry import fix_date
from portal.core.clock import OSLO, at
from tests.cast import Cast
from tests.events.factories import EntryFactory, ReminderPlanFactory
from tests.events.steering import Meeting, on, steering_meeting

NOW = datetime(2027, 4, 5, 12, tzinfo=OSLO)
TUESDAY = date(2027, 6, 8)


@pytest.fixture
def year(cast: Cast) -> Meeting:
    return steering_meeting(cast)


def test_what_the_preview_says_is_what_happens(cast: Cast, year: Meeting) -> None:
    found = consequences_of(year.meeting, on(TUESDAY), State.CONFIRMED, NOW)
    fix_date(year.meeting, when=on(TUESDAY), seen=0, by=cast.secretary)
    for change in found.changes:
        entry = Entry.objects.get(pk=change.entry.pk)
        assert (NewDate.of(entry), entry.state) == (change.when, change.state)
    assert len(found.changes) == 3


def test_a_preview_changes_nothing(cast: Cast, year: Meeting, django_assert_num_queries: Any) -> None:
    before = list(Entry.objects.order_by("pk").values())
    consequences_of(year.meeting, on(TUESDAY), State.CONFIRMED, NOW)
    assert list(Entry.objects.order_by("pk").values()) == before


def test_it_names_what_stays_since_somebody_set_its_date(year: Meeting) -> None:
    Entry.objects.filter(pk=year.papers.pk).update(set_by_hand=True)
    found = consequences_of(year.meeting, on(TUESDAY), State.CONFIRMED, NOW)
    assert (found.following, found.staying) == ([], [year.papers])


def test_what_is_cancelled_stays_so_when_its_anchor_only_moves(year: Meeting) -> None:
    Entry.objects.filter(pk=year.papers.pk).update(state="cancelled")
    assert consequences_of(year.meeting, on(TUESDAY), State.CONFIRMED, NOW).following == []


def test_it_says_when_a_date_stops_following(year: Meeting) -> None:
    assert consequences_of(year.papers, on(date(2027, 5, 20)), State.TENTATIVE, NOW).leaves_chain
    assert not consequences_of(year.meeting, on(TUESDAY), State.CONFIRMED, NOW).leaves_chain


@pytest.mark.parametrize(
    ("now", "sending"),
    [
        (at(date(2027, 5, 29), time(7)), Sending.COMING),
        (at(date(2027, 5, 29), time(9)), Sending.AT_ONCE),
        (at(date(2027, 6, 9), time(9)), Sending.TOO_LATE),
    ],
)
def test_each_reminder_comes_at_its_time_or_at_once_or_too_late(
    now: datetime, sending: Sending, year: Meeting
) -> None:
    found = consequences_of(year.meeting, on(TUESDAY), State.CONFIRMED, now)
    assert [(line.due_at, line.sending) for line in found.reminders] == [
        (at(date(2027, 5, 29), time(8)), sending)
    ]


def test_of_the_reminders_whose_time_has_come_only_the_newest_is_sent(year: Meeting) -> None:
    ReminderPlanFactory.create(activity=year.meeting.activity, days=21)
    now = at(date(2027, 6, 1), time(9))
    found = consequences_of(year.meeting, on(TUESDAY), State.CONFIRMED, now)
    assert [line.sending for line in found.reminders] == [Sending.TOO_LATE, Sending.AT_ONCE]


def test_a_cancelled_date_reminds_nobody(year: Meeting) -> None:
    when = NewDate(span=span_of(year.meeting))
    assert consequences_of(year.meeting, when, State.CANCELLED, NOW).reminders == []


def test_what_has_to_be_prepared_moves_along_until_it_is_ticked_off(year: Meeting) -> None:
    activity = year.meeting.activity
    assert activity is not None
    room, food = (Preparation.objects.create(activity=activity, days_before=days) for days in (14, 7))
    PreparationDone.objects.create(entry=year.meeting, preparation=food)
    [line] = consequences_of(year.meeting, on(TUESDAY), State.CONFIRMED, NOW).preparations
    assert (line.preparation, line.before, line.after) == (
        room,
        date(2027, 5, 24),
        TUESDAY - timedelta(days=14),
    )


@pytest.mark.parametrize(
    ("day", "cautions"),
    [
        (TUESDAY, []),
        (date(2027, 3, 16), [Caution.PASSED]),
        (date(2027, 7, 13), [Caution.QUIET]),
        (date(2027, 6, 12), [Caution.WEEKEND]),
    ],
)
def test_what_is_worth_a_second_thought_is_said(day: date, cautions: list[Caution], year: Meeting) -> None:
    assert consequences_of(year.meeting, on(day), State.CONFIRMED, NOW).warnings == cautions


def test_a_chain_costs_one_query_however_many_dates_the_year_has(
    cast: Cast, year: Meeting, django_assert_num_queries: Any
) -> None:
    EntryFactory.create_batch(30, activity=year.papers.activity, year=2027)
    meeting = Entry.objects.select_related("activity").get(pk=year.meeting.pk)
    with django_assert_num_queries(1):
        assert counted_from(meeting) == [year.papers, year.proof]
