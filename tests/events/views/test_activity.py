"""The team adds and changes activities on the page, and sees the next dates before anything is saved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from events.models import Activity, Entry
from events.rules.choice import read_choice
from events.workflows.roll import roll_wheel
from portal.core.clock import OSLO
from tests.cast import Cast
from tests.events.factories import ActivityFactory, ReminderPlanFactory
from tests.guards.queries import assert_same_queries

NEW = "/en/arshjul/aktiviteter/ny/"


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 24, 12, tzinfo=OSLO), tick=False):
        yield


@pytest.fixture
def team(cast: Cast, client: Client) -> Client:
    client.force_login(cast.team_university, backend="django.contrib.auth.backends.ModelBackend")
    return client


def answers(**given: Any) -> dict[str, Any]:
    """A form filled in as a browser sends it: the groups not chosen hold what they were drawn with."""
    return {
        "title_nb": "Åpent laboratorium",
        "kind": "gathering",
        "audience": "public",
        "shown_to": "public",
        "how": "date",
        "date_day": "31",
        "date_month": "0",
        "date_lasts": "1",
        "week": "",
        "effort_hours": "6",
        "effort_weeks": "2",
    } | given


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_next_three_dates_are_shown_before_anything_is_saved(team: Client) -> None:
    before = Activity.objects.count()
    response = team.post(NEW, answers())
    text = text_of(response)
    for day in ("31 December 2026", "31 January 2027", "31 March 2027"):
        assert day in text
    assert "January, March, May, July, August, October and December" in text
    assert Activity.objects.count() == before


def hidden(response: Any) -> dict[str, str]:
    """What the preview would send on."""
    found = re.findall(r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?', response.content.decode())
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def test_what_was_previewed_is_what_is_added(team: Client, cast: Cast) -> None:
    roll_wheel(2027)
    shown = team.post(NEW, answers())
    team.post(NEW, hidden(shown) | {"confirm": "1", "years": ["2027"]})
    activity = Activity.objects.get(key="apent-laboratorium")
    assert activity.recurrence == {"rrule": "FREQ=MONTHLY;BYMONTHDAY=31"}
    assert activity.edited_by == cast.team_university
    assert {entry.year for entry in activity.entries.all()} == {2027}
    assert activity.entries.count() == 7


def test_this_year_gets_what_is_still_to_come(team: Client) -> None:
    shown = team.post(NEW, answers())
    assert "2026: 1 date" in text_of(shown)
    team.post(NEW, hidden(shown) | {"confirm": "1", "years": ["2026"]})
    assert [entry.first_day for entry in Entry.objects.filter(activity__key="apent-laboratorium")] == [
        date(2026, 12, 31)
    ]


def test_a_year_that_was_not_offered_is_not_planned(team: Client) -> None:
    team.post(NEW, answers() | {"confirm": "1", "years": ["2031", "2020"]})
    assert Activity.objects.filter(key="apent-laboratorium").exists()
    assert not Entry.objects.filter(activity__key="apent-laboratorium").exists()


def test_after_adding_one_says_who_does_it(team: Client) -> None:
    response = team.post(NEW, answers() | {"confirm": "1"})
    assert response["Location"] == "/en/arshjul/aktiviteter/apent-laboratorium/plan/"


def test_going_back_keeps_what_was_written(team: Client) -> None:
    response = team.post(NEW, answers(title_nb="Kveld på kaia") | {"back": "1"})
    assert response.status_code == 200
    assert 'value="Kveld på kaia"' in response.content.decode()


MISTAKES = {
    "a day no year has": (answers(date_day="31", date_month="4"), "No year has such a day."),
    "no form chosen": (answers(how=""), "“When does it come back?” is missing. Choose what fits."),
    "no title": (answers(title_nb=""), "“Title in bokmål” is missing."),
    "no week": (answers(how="week", weeks="1", week_lasts="1"), "“Week number” is missing."),
    "ends before it starts": (answers(starts_at="10:00", ends_at="09:00"), "later than when it starts"),
    "a year in words": (answers(only_years="neste år"), "Write the years with four digits"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_and_everything_typed_is_kept(mistake: str, team: Client) -> None:
    given, told = MISTAKES[mistake]
    response = team.post(NEW, given | {"confirm": "1", "place_nb": "På kaia"})
    assert response.status_code == 422
    assert told in text_of(response)
    assert 'value="På kaia"' in response.content.decode()
    assert not Activity.objects.filter(key="apent-laboratorium").exists()


def test_what_stands_in_a_group_that_was_not_chosen_does_not_matter(team: Client) -> None:
    response = team.post(NEW, answers(week="tull", interval="-3", start="i går"))
    assert response.status_code == 200


def edit(team: Client, activity: Activity, **given: Any) -> Any:
    """Open the form, change some answers and send it."""
    address = f"/en/arshjul/aktiviteter/{activity.key}/"
    form = team.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    return team.post(
        address, {name: value for name, value in sent.items() if value not in (None, False)} | given
    )


def test_opening_and_saving_changes_nothing_it_says(team: Client) -> None:
    roll_wheel(2027)
    for activity in Activity.objects.all():
        edit(team, activity, confirm="1")
        after = Activity.objects.get(pk=activity.pk)
        assert read_choice(after.when) == read_choice(activity.when), activity.key
        if read_choice(after.when) is None:
            assert after.when == activity.when, activity.key
        for name in ("title", "summary", "place", "kind", "starts_at", "fixed", "effort_hours"):
            assert getattr(after, name) == getattr(activity, name), (activity.key, name)


def test_editing_says_that_the_wheel_stays_and_offers_next_year(team: Client) -> None:
    roll_wheel(2026)
    roll_wheel(2027)
    activity = Activity.objects.get(key="steering-1")
    response = edit(team, activity, week="24")
    text = text_of(response)
    assert "The dates that are on the wheel already stay as they are." in text
    assert "week 23, 2027 becomes week 24, 2027" in text
    before = list(Entry.objects.order_by("pk").values())
    edit(team, activity, week="24", confirm="1")
    assert list(Entry.objects.order_by("pk").values()) == before
    edit(team, activity, week="24", confirm="1", renew="1")
    entry = Entry.objects.get(activity=activity, year=2027)
    assert entry.first_day.isocalendar().week == 24
    assert Entry.objects.get(activity=activity, year=2026).first_day.isocalendar().week == 23


def test_a_stale_form_shows_both_and_the_second_try_is_knowing(team: Client, cast: Cast) -> None:
    activity = Activity.objects.get(key="steering-1")
    address = f"/en/arshjul/aktiviteter/{activity.key}/"
    old = team.get(address).context["form"]["seen"].value()
    edit(team, activity, title_nb="Den andres tittel", confirm="1")
    given = answers(title_nb="Min tittel", seen=old, confirm="1")
    stale = team.post(address, given)
    assert stale.status_code == 422
    assert "Somebody else has changed this activity" in text_of(stale)
    # Both are there: what the other person saved, and what this one wrote.
    assert "Den andres tittel" in text_of(stale)
    assert 'value="Min tittel"' in stale.content.decode()
    assert str(Activity.objects.get(pk=activity.pk).title.nb) == "Den andres tittel"
    team.post(address, given | {"seen": stale.context["form"]["seen"].value()})
    assert str(Activity.objects.get(pk=activity.pk).title.nb) == "Min tittel"


def test_an_activity_that_follows_this_one_can_t_be_its_start(team: Client) -> None:
    response = edit(
        team,
        Activity.objects.get(key="steering-1"),
        how="distance",
        days="3",
        side_and_edge="before-start",
        anchor="steering-1-papers",
    )
    assert "That activity is itself counted from this one." in text_of(response)


def test_what_no_question_asks_for_is_kept_and_said(team: Client) -> None:
    activity = Activity.objects.get(key="breakfast-meetings")
    page = text_of(team.get(f"/en/arshjul/aktiviteter/{activity.key}/"))
    assert "As it is now: weeks 8, 17 and 45" in page
    edit(team, activity, title_nb="Frokost", confirm="1")
    assert Activity.objects.get(pk=activity.pk).recurrence == {"rrule": "FREQ=YEARLY;BYWEEKNO=8,17,45"}
    edit(team, activity, only_years="2027", confirm="1")
    assert Activity.objects.get(pk=activity.pk).when.years == (2027,)


def test_the_list_says_when_who_and_what_reminds(team: Client) -> None:
    text = text_of(team.get("/en/arshjul/aktiviteter/"))
    assert "10 days before “Steering group meeting 1” begins" in text
    assert "35, 21 and 10 days before" in text
    assert "Secretary (Other duties)" in text


def test_the_list_asks_as_often_for_thirty_as_for_one(team: Client) -> None:
    assert_same_queries(
        "/arshjul/aktiviteter/",
        lambda: ReminderPlanFactory.create(activity=ActivityFactory.create()),
        client=team,
    )


def test_the_form_asks_as_often_for_thirty_activities_as_for_one(team: Client) -> None:
    assert_same_queries("/arshjul/aktiviteter/ny/", ActivityFactory.create, client=team)
