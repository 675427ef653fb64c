"""The effort of a year is a picture and a table with the same figures; too much is marked in both."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from events.drawing.bars import draw_bars
from events.models import Entry
from events.queries.effort import effort_of, team_percent
from events.rules.effort import Week
from tests.cast import Cast
from tests.events.factories import ActivityFactory, EntryFactory
from tests.guards.queries import assert_same_queries

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def team(cast: Cast, client: Client) -> Client:
    client.force_login(cast.team_university, backend="django.contrib.auth.backends.ModelBackend")
    return client


def dated(hours: int, weeks: int = 1, **values: Any) -> Entry:
    activity = ActivityFactory.create(effort_hours=hours, effort_weeks=weeks)
    return EntryFactory.create(**{"activity": activity, "first_day": date(2027, 3, 10)} | values)


def week(number: int, year: int = 2027) -> Week:
    return next(each for each in effort_of(year) if each.number == number)


def test_the_team_s_seats_are_its_time(cast: Cast) -> None:
    assert team_percent() == 80
    assert week(10).capacity == 30
    assert week(29).capacity == 0


def test_a_date_weighs_on_its_weeks_and_those_before(cast: Cast) -> None:
    dated(20, 2)
    assert [int(week(number).hours) for number in (9, 10, 11)] == [10, 10, 0]


def test_a_date_of_next_year_weighs_on_the_end_of_this_one(cast: Cast) -> None:
    dated(26, 26, first_day=date(2028, 6, 1))
    assert week(52, 2027).hours == 1


@pytest.mark.parametrize("left_out", [{"state": "cancelled"}, {"is_example": True}])
def test_cancelled_dates_and_examples_do_not_count(left_out: dict[str, Any], cast: Cast) -> None:
    dated(20, **left_out)
    assert week(10).hours == 0


def test_a_week_too_full_is_marked_in_words(team: Client) -> None:
    dated(42)
    page = team.get("/en/arshjul/2027/innsats/").content.decode()
    assert "1 week has more work than time." in page
    assert re.search(r'<th scope="row">10</th>.*?<td class="uk-num">42</td>.*?12 h too many', page, re.DOTALL)


def test_a_year_without_too_much_says_so(team: Client) -> None:
    assert "No week has more work than time." in team.get("/en/arshjul/2027/innsats/").content.decode()


def test_the_picture_has_title_description_and_a_mark_for_each_week_too_full(cast: Cast) -> None:
    dated(42)
    dated(20, first_day=date(2027, 5, 5))
    picture = str(draw_bars(effort_of(2027), title="Effort & more", description="Bars."))
    tree = ET.fromstring(picture.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" '))
    assert tree.attrib["aria-labelledby"].split() == [
        tree.find(f"{SVG}title").attrib["id"],  # type: ignore[union-attr]
        tree.find(f"{SVG}desc").attrib["id"],  # type: ignore[union-attr]
    ]
    bars = [each for each in tree.iter(f"{SVG}rect") if "effort__bar" in each.attrib.get("class", "")]
    marks = [each for each in tree.iter(f"{SVG}path") if each.attrib.get("class") == "effort__mark"]
    assert (len(bars), len(marks)) == (2, 1)
    assert "style=" not in picture


@pytest.mark.parametrize("hours", [1, 30, 41, 799, 5000])
def test_every_bar_stays_inside_the_picture(hours: int, cast: Cast) -> None:
    dated(min(hours, 2000))
    picture = str(draw_bars(effort_of(2027), title="x", description="x"))
    assert not re.search(r' (y|height)="-', picture)


@pytest.mark.parametrize("year", [0, 2014, 2100, 99999])
def test_a_year_out_of_reach_is_not_there(year: int, team: Client) -> None:
    assert team.get(f"/arshjul/{year}/innsats/").status_code == 404


def test_the_first_and_the_last_year_have_no_link_further(team: Client) -> None:
    assert team.get("/arshjul/2015/innsats/").status_code == 200
    assert team.get("/arshjul/2099/innsats/").status_code == 200


def test_it_asks_as_often_for_thirty_dates_as_for_one(team: Client) -> None:
    assert_same_queries("/arshjul/2027/innsats/", lambda: dated(3), client=team)
