"""My page names what the wheel asks of the seats one holds or steps in for, in one query."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from events.models import Entry, Preparation
from events.queries.duties import wheel_duties
from events.workflows.preparation import tick
from portal.core.awaiting import told
from portal.core.clock import OSLO
from portal.partnership.models import Body, Tenure, User
from portal.partnership.queries.standing import standing_of
from tests.cast import Cast
from tests.events.factories import ActivityFactory, EntryFactory, PreparationFactory
from tests.events.reminding import away, substitute_for, successor

DAY = date(2027, 3, 1)


@pytest.fixture(autouse=True)
def first_of_march() -> Iterator[None]:
    with time_machine.travel(datetime(2027, 3, 1, 12, tzinfo=OSLO), tick=False):
        yield


def prepared(in_days: int, *, before: int = 7, **values: Any) -> tuple[Entry, Preparation]:
    """A date so many days ahead, with a point that is due so many days before it."""
    point = PreparationFactory.create(days_before=before, **values)
    entry = EntryFactory.create(activity=point.activity, first_day=DAY + timedelta(days=in_days))
    return entry, point


def titles(user: User) -> list[str]:
    return [duty.title for duty in told(wheel_duties(user), most=100)]


@pytest.mark.parametrize(("in_days", "awaits"), [(21, True), (22, False), (7, True), (0, True), (-1, False)])
def test_a_preparation_awaits_from_two_weeks_before_it_is_due_until_the_date_is_over(
    in_days: int, awaits: bool, cast: Cast
) -> None:
    prepared(in_days, before=7)
    assert bool(told(wheel_duties(cast.team_university), most=100)) is awaits


def test_it_is_due_before_the_date_and_says_when_it_is_late(cast: Cast) -> None:
    entry, point = prepared(3, before=7)
    [duty] = told(wheel_duties(cast.team_university), most=100)
    assert duty.due == DAY - timedelta(days=4)
    assert duty.title == str(point.text)
    assert "4" in duty.summary
    assert duty.url.startswith(f"/arshjul/datoer/{entry.pk}/")


def test_what_is_ticked_awaits_nobody(cast: Cast) -> None:
    entry, point = prepared(3)
    tick(entry, point, by=cast.team_municipality)
    assert titles(cast.team_university) == []


@pytest.mark.parametrize("state", ["cancelled", "held"])
def test_a_date_that_is_cancelled_or_held_asks_nothing(state: str, cast: Cast) -> None:
    entry, _point = prepared(3)
    Entry.objects.filter(pk=entry.pk).update(state=state)
    assert titles(cast.team_university) == []


def test_it_awaits_those_who_hold_the_seat_and_nobody_else(cast: Cast) -> None:
    team = Body.objects.get(kind="team")
    partner = Tenure.objects.get(user=cast.team_municipality).seat.partner
    prepared(3, owner_body=team, owner_partner=partner)
    who = {name for name, user in cast.by_name().items() if told(wheel_duties(user), most=100)}
    assert who == {"team_municipality"}


def test_a_point_without_an_owner_awaits_nobody(cast: Cast) -> None:
    prepared(3, owner_body=None)
    assert not any(told(wheel_duties(user), most=100) for user in cast.by_name().values())


def tentative(in_days: int, **values: Any) -> Entry:
    team = Body.objects.get(kind="team")
    activity = ActivityFactory.create(**{"responsible_body": team} | values)
    first = DAY + timedelta(days=in_days)
    return EntryFactory.create(activity=activity, state="tentative", first_day=first)


@pytest.mark.parametrize(("in_days", "awaits"), [(60, True), (61, False), (0, True), (-1, False)])
def test_a_tentative_date_awaits_those_responsible_for_sixty_days(
    in_days: int, awaits: bool, cast: Cast
) -> None:
    entry = tentative(in_days)
    assert [duty.url for duty in told(wheel_duties(cast.team_university), most=100)] == [
        f"/arshjul/datoer/{entry.pk}/"
    ] * awaits
    assert titles(cast.secretary) == []


def test_a_date_that_is_fixed_by_its_activity_or_by_another_date_awaits_nobody(cast: Cast) -> None:
    tentative(10, fixed=True)
    tentative(10, recurrence={"before": "steering-1", "days": 10})
    assert titles(cast.team_university) == []


def test_a_substitute_is_not_asked_while_the_holder_is(cast: Cast) -> None:
    substitute_for(cast.team_university, cast.outsider)
    prepared(3)
    tentative(10)
    assert titles(cast.outsider) == []


def test_a_substitute_is_asked_while_the_holder_is_away_and_reads_in_whose_place(cast: Cast) -> None:
    substitute_for(cast.team_university, cast.outsider)
    away(cast.team_university, DAY, DAY)
    prepared(3)
    tentative(10)
    found = told(wheel_duties(cast.outsider), most=100)
    assert len(found) == 2
    assert all(cast.team_university.name in duty.summary for duty in found)
    assert len(titles(cast.team_university)) == 2, "who is away can still see what their seat is asked for"


def test_a_substitute_is_asked_for_a_seat_that_nobody_holds(cast: Cast) -> None:
    substitute_for(cast.team_university, cast.outsider)
    Tenure.objects.filter(user=cast.team_university).update(last_day=DAY - timedelta(days=1))
    prepared(3)
    assert len(titles(cast.outsider)) == 1


def test_a_substitute_who_is_away_too_is_not_asked(cast: Cast) -> None:
    substitute_for(cast.team_university, cast.outsider)
    for person in (cast.team_university, cast.outsider):
        away(person, DAY, DAY)
    prepared(3)
    assert titles(cast.outsider) == []


def test_what_is_ones_own_is_not_somebody_elses_too(cast: Cast) -> None:
    substitute_for(cast.team_university, cast.team_municipality)
    away(cast.team_university, DAY, DAY)
    prepared(3)
    [duty] = told(wheel_duties(cast.team_municipality), most=100)
    assert cast.team_university.name not in duty.summary


def test_duties_are_the_seats_so_they_follow_whoever_comes_into_it(cast: Cast) -> None:
    prepared(3)
    tentative(10)
    successor(cast.team_university, cast.outsider, DAY)
    assert titles(cast.team_university) == []
    assert len(titles(cast.outsider)) == 2


def test_one_query_whatever_there_is_to_do(cast: Cast, django_assert_num_queries: Any) -> None:
    for _number in range(30):
        prepared(3)
        tentative(10)
    standing_of(cast.team_university)
    with django_assert_num_queries(1):
        assert len(told(wheel_duties(cast.team_university), most=100)) == 60


def test_a_substitute_costs_one_query_more(cast: Cast, django_assert_num_queries: Any) -> None:
    substitute_for(cast.team_university, cast.outsider)
    away(cast.team_university, DAY, DAY)
    for _number in range(30):
        prepared(3)
    standing_of(cast.outsider)
    with django_assert_num_queries(2):
        assert len(told(wheel_duties(cast.outsider), most=100)) == 30


def test_who_holds_no_seat_is_asked_nothing_and_neither_is_the_database(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    standing_of(cast.student)
    with django_assert_num_queries(0):
        assert told(wheel_duties(cast.student), most=100) == []
