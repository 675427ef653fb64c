"""What the wheel hands over with a seat: its dates of the next 90 days, each with its next reminder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import translation

from events.models import Activity, Entry
from events.queries.handover import wheel_handover
from portal.core.handing_over import HandoverLine
from portal.partnership.models import Seat
from portal.partnership.queries.handover import handed
from tests.cast import Cast
from tests.events.factories import ActivityFactory, EntryFactory, ReminderPlanFactory

pytestmark = pytest.mark.django_db
FIRST = date(2027, 3, 1)
LAST = FIRST + timedelta(days=90)


@pytest.fixture(autouse=True)
def _first_of_march() -> Iterator[None]:
    with time_machine.travel("2027-03-01T12:00:00+01:00", tick=False), translation.override("en"):
        yield


@pytest.fixture
def seat(cast: Cast) -> Seat:
    """The secretary's."""
    return Seat.objects.select_related("body", "partner").get(tenures__user=cast.secretary)


def meeting(seat: Seat) -> Activity:
    return ActivityFactory.create(responsible_body=seat.body, responsible_role=seat.role)


def lines(seat: Seat) -> list[HandoverLine]:
    return wheel_handover(handed(seat), FIRST, LAST)


@pytest.mark.parametrize(("days", "comes"), [(-1, False), (0, True), (90, True), (91, False)])
def test_a_date_comes_along_from_the_first_day_to_the_ninetieth(days: int, comes: bool, seat: Seat) -> None:
    EntryFactory.create(activity=meeting(seat), first_day=FIRST + timedelta(days=days))
    assert len(lines(seat)) == int(comes)


def test_a_later_date_comes_along_when_its_reminder_falls_due_before(seat: Seat) -> None:
    plan = ReminderPlanFactory.create(activity=meeting(seat), days=10)
    EntryFactory.create(activity=plan.activity, first_day=LAST + timedelta(days=5))
    [line] = lines(seat)
    assert "reminder on 25 May 2027" in line.summary


def test_a_date_comes_once_with_its_next_reminder_and_leads_to_its_page(seat: Seat) -> None:
    activity = meeting(seat)
    for days in (21, 10):
        ReminderPlanFactory.create(activity=activity, days=days)
    entry = EntryFactory.create(activity=activity, first_day=date(2027, 5, 20))
    [line] = lines(seat)
    assert line.day == date(2027, 5, 20)
    assert "reminder on 29 April 2027" in line.summary
    assert line.url == f"/en/arshjul/datoer/{entry.pk}/"


@pytest.mark.parametrize("state", ["cancelled", "held"])
def test_what_is_cancelled_or_held_does_not_come_along(state: str, seat: Seat) -> None:
    entry = EntryFactory.create(activity=meeting(seat), first_day=FIRST)
    Entry.objects.filter(pk=entry.pk).update(state=state)
    assert lines(seat) == []


def test_a_date_that_is_somebody_else_s_or_nobody_s_does_not_come_along(cast: Cast, seat: Seat) -> None:
    other = Seat.objects.select_related("body").get(tenures__user=cast.controller)
    EntryFactory.create(activity=meeting(other), first_day=FIRST)
    EntryFactory.create(activity=ActivityFactory.create(), first_day=FIRST)
    EntryFactory.create(first_day=FIRST)
    assert lines(seat) == []
