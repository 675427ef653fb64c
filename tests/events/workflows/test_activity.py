"""Activities are added and changed by people, and no year changes that nobody asked to change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from events.models import Activity, Entry, EntryChange
from events.rules.choice import Choice
from events.rules.draft import ActivityDraft
from events.rules.recurrence import Recurrence, RecurrenceError
from events.workflows.activity import add_activity, change_activity, put_on_wheel, renew_year
from events.workflows.roll import roll_wheel
from portal.core.text import Text
from tests.cast import Cast
from tests.events.factories import ActivityFactory, EntryFactory

DAY = date(2026, 6, 15)


def draft(recurrence: Recurrence | None = None, **values: Any) -> ActivityDraft:
    """A meeting on the tenth of each month."""
    words = {"title": Text(nb="Møte om sjøen"), "summary": Text(), "place": Text(nb="Rådhuset")}
    plain = {"kind": "meeting", "audience": "team", "shown_to": "governance", "fixed": True}
    hours = {"starts_at": time(9), "ends_at": time(10), "effort_hours": 3, "effort_weeks": 2}
    monthly = Choice(form="date", day=10).recurrence()
    return ActivityDraft(**{"recurrence": recurrence or monthly, **words, **plain, **hours, **values})


def add(cast: Cast, *years: int, **values: Any) -> Activity:
    return add_activity(draft(**values), by=cast.team_university, years=years, day=DAY)


def change(activity: Activity, cast: Cast, renew: int | None = None, **values: Any) -> None:
    change_activity(activity, draft(**values), by=cast.team_university, day=DAY, renew=renew)


def days(activity: Activity, year: int) -> list[str]:
    return [entry.first_day.isoformat() for entry in activity.entries.filter(year=year).order_by("number")]


def test_a_new_activity_gets_a_key_of_its_own_and_stands_last(cast: Cast) -> None:
    first, second = add(cast), add(cast)
    assert (first.key, second.key) == ("mote-om-sjoen", "mote-om-sjoen-2")
    assert list(Activity.objects.all())[-2:] == [first, second]


@pytest.mark.parametrize(
    ("title", "key"),
    [("Ny", "ny-2"), ("!", "activity"), ("Å, så ærlig", "a-sa-aerlig"), ("x" * 200, "x" * 55)],
)
def test_a_key_reads_well_and_never_takes_a_word_of_the_addresses(title: str, key: str, cast: Cast) -> None:
    assert add(cast, title=Text(nb=title)).key == key


def test_only_the_years_that_were_chosen_get_its_dates_and_none_that_has_passed(cast: Cast) -> None:
    activity = add(cast, 2026)
    assert days(activity, 2026) == [f"2026-{month:02d}-10" for month in range(7, 13)]
    assert days(activity, 2027) == []
    assert activity.entries.order_by("number").first().number == 7  # type: ignore[union-attr]


def test_its_dates_say_what_it_says(cast: Cast) -> None:
    entry = add(cast, 2026).entries.first()
    assert entry is not None
    assert (str(entry.title), entry.state, entry.starts_at) == ("Møte om sjøen", "confirmed", time(9))


def test_adding_touches_no_other_activity_s_dates(cast: Cast) -> None:
    roll_wheel(2027)
    before = list(Entry.objects.order_by("pk").values())
    activity = add(cast, 2027)
    assert list(Entry.objects.exclude(activity=activity).order_by("pk").values()) == before


def test_putting_it_on_the_wheel_twice_adds_nothing(cast: Cast) -> None:
    activity = add(cast, 2027)
    assert put_on_wheel(activity, 2027, day=DAY) == 0
    assert activity.entries.count() == 12


def test_what_is_counted_from_a_moved_date_goes_by_where_it_stands(cast: Cast) -> None:
    board = add(cast, 2027, recurrence=Choice(form="date", day=10, month=6).recurrence())
    board.entries.update(first_day=date(2027, 6, 17), last_day=date(2027, 6, 17))
    papers = add(cast, 2027, recurrence=Choice(form="distance", anchor=board.key, days=10).recurrence())
    assert days(papers, 2027) == ["2027-06-07"]


def test_changing_an_activity_changes_nothing_on_the_wheel(cast: Cast) -> None:
    activity = add(cast, 2026, 2027)
    before = list(Entry.objects.order_by("pk").values())
    change(activity, cast, recurrence=Choice(form="date", day=20).recurrence(), title=Text(nb="Noe annet"))
    assert list(Entry.objects.order_by("pk").values()) == before
    assert str(Activity.objects.get(pk=activity.pk).title) == "Noe annet"


def test_next_year_s_untouched_dates_follow_where_that_is_asked_for(cast: Cast) -> None:
    activity = add(cast, 2026, 2027)
    this_year = days(activity, 2026)
    change(
        activity, cast, 2027, recurrence=Choice(form="date", day=20).recurrence(), title=Text(nb="Nytt navn")
    )
    assert days(activity, 2026) == this_year
    assert days(activity, 2027) == [f"2027-{month:02d}-20" for month in range(1, 13)]
    entry = activity.entries.filter(year=2027).first()
    assert entry is not None
    assert (str(entry.title), entry.sequence) == ("Nytt navn", 1)


TOUCHED: dict[str, dict[str, Any]] = {
    "set by hand": {"set_by_hand": True},
    "cancelled": {"state": "cancelled"},
    "held": {"state": "held"},
}


@pytest.mark.parametrize("how", TOUCHED)
def test_a_date_that_somebody_has_touched_stays(how: str, cast: Cast) -> None:
    activity = add(cast, 2027)
    entry = activity.entries.get(number=3)
    Entry.objects.filter(pk=entry.pk).update(**TOUCHED[how])
    change(activity, cast, 2027, recurrence=Choice(form="date", day=20).recurrence())
    assert days(activity, 2027)[2] == "2027-03-10"
    assert days(activity, 2027)[3] == "2027-04-20"


def test_a_date_with_a_history_stays(cast: Cast) -> None:
    activity = add(cast, 2027)
    EntryChange.objects.create(entry=activity.entries.get(number=3), kind="fixed", by=cast.team_university)
    change(activity, cast, 2027, recurrence=Choice(form="date", day=20).recurrence())
    assert days(activity, 2027)[2] == "2027-03-10"


def test_dates_too_many_go_and_dates_that_lack_come_but_touched_ones_do_neither(cast: Cast) -> None:
    activity = add(cast, 2027)
    activity.entries.filter(number=12).update(set_by_hand=True)
    change(activity, cast, 2027, recurrence=Choice(form="date", day=10, month=2).recurrence())
    assert days(activity, 2027) == ["2027-02-10", "2027-12-10"]
    change(activity, cast, 2027, recurrence=Choice(form="date", day=10).recurrence())
    assert len(days(activity, 2027)) == 12


def test_what_is_counted_from_it_follows_with_its_own_words(cast: Cast) -> None:
    board = add(cast, 2027, recurrence=Choice(form="date", day=10, month=6).recurrence())
    papers = add(
        cast,
        2027,
        recurrence=Choice(form="distance", anchor=board.key, days=10).recurrence(),
        title=Text(nb="Papirer"),
    )
    change(board, cast, 2027, recurrence=Choice(form="date", day=20, month=6).recurrence())
    assert days(papers, 2027) == ["2027-06-10"]
    assert str(papers.entries.get().title) == "Papirer"


def test_what_follows_gets_no_dates_in_a_year_that_has_none_of_its(cast: Cast) -> None:
    board = add(cast, 2027, recurrence=Choice(form="date", day=10, month=6).recurrence())
    papers = add(cast, recurrence=Choice(form="distance", anchor=board.key, days=10).recurrence())
    change(board, cast, 2027, recurrence=Choice(form="date", day=20, month=6).recurrence())
    assert days(papers, 2027) == []


def test_a_year_that_has_begun_is_not_renewed(cast: Cast) -> None:
    activity = add(cast, 2026)
    with pytest.raises(ValueError, match="2026"):
        renew_year(activity, 2026, day=DAY)


def test_an_example_date_is_nobody_s_to_renew(cast: Cast) -> None:
    activity = add(cast, 2027)
    example = EntryFactory.create(activity=activity, number=900, is_example=True, first_day=date(2027, 5, 1))
    change(activity, cast, 2027, recurrence=Choice(form="date", day=20).recurrence())
    assert Entry.objects.get(pk=example.pk).first_day == date(2027, 5, 1)


def test_an_activity_can_t_be_counted_from_itself(cast: Cast) -> None:
    board = add(cast)
    papers = add(cast, recurrence=Choice(form="distance", anchor=board.key, days=10).recurrence())
    circle = Choice(form="distance", anchor=papers.key, days=1).recurrence()
    with pytest.raises(RecurrenceError):
        change(board, cast, recurrence=circle)
    assert Activity.objects.get(pk=board.pk).when.anchor is None


def test_who_changed_it_is_noted(cast: Cast) -> None:
    activity = ActivityFactory.create()
    assert activity.managed_by_file
    change(activity, cast)
    changed = Activity.objects.get(pk=activity.pk)
    assert not changed.managed_by_file
    assert changed.edited_by == cast.team_university


def test_a_draft_says_all_of_it(cast: Cast) -> None:
    activity = add(cast)
    change(activity, cast, effort_hours=40, effort_weeks=5, shown_to="public", place=Text(nb="Kaia"))
    said = Activity.objects.get(pk=activity.pk)
    wanted = replace(draft(), effort_hours=40, effort_weeks=5, shown_to="public", place=Text(nb="Kaia"))
    for name in ("title", "place", "kind", "shown_to", "effort_hours", "effort_weeks", "starts_at"):
        assert getattr(said, name) == getattr(wanted, name), name
