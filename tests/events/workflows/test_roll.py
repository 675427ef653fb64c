"""A year's plan is made from the wheel's activities, once, and people's changes to it stand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from events.models import Activity, Entry
from events.rules.enums import State
from events.workflows.roll import roll_wheel
from portal.partnership.models import Partnership
from portal.partnership.queries.quiet import quiet_time


def test_rolling_twice_adds_nothing(partnership: Partnership) -> None:
    first = roll_wheel(2027)
    entries = list(Entry.objects.order_by("pk").values())
    second = roll_wheel(2027)
    assert first.made > 30
    assert (second.made, second.kept) == (0, first.made)
    assert list(Entry.objects.order_by("pk").values()) == entries


def test_a_date_somebody_moved_stays_where_it_is(partnership: Partnership) -> None:
    roll_wheel(2027)
    moved = Entry.objects.filter(precision="week").first()
    assert moved is not None
    Entry.objects.filter(pk=moved.pk).update(first_day="2027-05-12", last_day="2027-05-12", precision="date")
    roll_wheel(2027)
    assert Entry.objects.get(pk=moved.pk).first_day == date(2027, 5, 12)


def test_a_changed_activity_leaves_the_years_that_are_made(partnership: Partnership) -> None:
    roll_wheel(2027)
    activity = Activity.objects.filter(entries__year=2027).first()
    assert activity is not None
    was = str(activity.title)
    Activity.objects.filter(pk=activity.pk).update(title={"nb": "Noe helt annet"})
    roll_wheel(2028)
    assert str(Entry.objects.filter(activity=activity, year=2027).first().title) == was  # type: ignore[union-attr]
    assert str(Entry.objects.filter(activity=activity, year=2028).first().title) == "Noe helt annet"  # type: ignore[union-attr]


def test_a_week_is_tentative_and_a_fixed_date_is_not(partnership: Partnership) -> None:
    roll_wheel(2027)
    assert not Entry.objects.filter(year=2027, state=State.CONFIRMED).exclude(precision="date").exists()
    assert Entry.objects.filter(year=2027, state=State.CONFIRMED, precision="date").exists()
    assert Entry.objects.filter(year=2027, state=State.TENTATIVE, precision="week").exists()


@pytest.mark.parametrize("year", [2026, 2027, 2035])
def test_nothing_that_avoids_quiet_time_falls_in_it(year: int, partnership: Partnership) -> None:
    roll_wheel(year)
    quiet = quiet_time(year)
    for entry in Entry.objects.filter(year=year).select_related("activity"):
        assert entry.activity is not None
        if entry.activity.when.avoid_quiet:
            assert not any(q.first <= entry.last_day and entry.first_day <= q.last for q in quiet), entry


def test_papers_are_due_ten_days_before_the_meeting(partnership: Partnership) -> None:
    roll_wheel(2027)
    counted = [a for a in Activity.objects.all() if a.when.distance and a.when.distance.days == 10]
    assert counted
    for activity in counted:
        assert activity.when.distance is not None
        meeting = Entry.objects.get(year=2027, activity__key=activity.when.distance.anchor)
        due = Entry.objects.get(year=2027, activity=activity)
        assert due.first_day <= meeting.first_day - (date(2027, 1, 11) - date(2027, 1, 1)) <= due.last_day


@pytest.mark.parametrize("year", [0, 99_999, -1])
def test_a_year_out_of_reach_is_refused_in_a_sentence(year: int, partnership: Partnership) -> None:
    with pytest.raises(CommandError, match="expected"):
        call_command("roll_wheel", year)
    assert not Entry.objects.exists()


IMPOSSIBLE: dict[str, dict[str, Any]] = {
    "entry_ends_after_it_begins": {"last_day": date(2027, 1, 1)},
    "entry_week_is_whole_weeks": {"precision": "week"},
    "entry_month_is_a_month": {"precision": "month"},
}


@pytest.mark.parametrize("constraint", IMPOSSIBLE)
def test_the_database_refuses_what_a_date_cannot_be(constraint: str, partnership: Partnership) -> None:
    values: dict[str, Any] = {
        "year": 2027,
        "first_day": date(2027, 3, 3),
        "last_day": date(2027, 3, 3),
        "kind": "meeting",
    }
    values |= {"audience": "public", "shown_to": "public", "title": {"nb": "En dato"}}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Entry.objects.create(**values | IMPOSSIBLE[constraint])
