"""The team's unanswered needs on My page: due 60 days after they moved last, quiet weeks aside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from portal.core.awaiting import awaiting, told
from portal.core.clock import OSLO
from portal.core.text import Text
from portal.home.queries.awaiting import duties_of
from portal.partnership.models import QuietPeriod
from projects.queries.need_duties import need_duties
from projects.workflows.need import edit_need, merge_needs, move, offer, we_too
from tests.cast import Cast
from tests.projects.factories import NeedFactory, unit_at
from tests.projects.needing import voiced

pytestmark = pytest.mark.django_db

FIRST = datetime(2027, 9, 1, 12, tzinfo=OSLO)


@pytest.fixture(autouse=True)
def first_of_september() -> Iterator[None]:
    with time_machine.travel(FIRST, tick=False):
        yield


def on(day: date) -> Any:
    return time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=OSLO), tick=False)


def test_a_need_awaits_the_team_and_nobody_else(cast: Cast) -> None:
    voiced(cast.employee)
    assert {name for name, user in cast.by_name().items() if told(need_duties(user), most=100)} == {
        "team_municipality",
        "team_university",
    }


def test_it_is_due_sixty_days_after_it_was_voiced_and_says_when_it_is_late(cast: Cast) -> None:
    need = voiced(cast.employee)
    [duty] = told(need_duties(cast.team_university), most=100)
    assert duty.due == date(2027, 10, 31)
    assert str(need.title) in duty.title
    assert duty.url == need.get_absolute_url()
    with on(date(2027, 10, 31)):
        [duty] = told(need_duties(cast.team_university), most=100)
        assert "60" not in duty.summary
    with on(date(2027, 11, 2)):
        [duty] = told(need_duties(cast.team_university), most=100)
        assert "60" in duty.summary
        assert "2" in duty.summary


def test_quiet_weeks_stand_still(cast: Cast) -> None:
    QuietPeriod.objects.all().delete()
    QuietPeriod.objects.create(key="autumn", name=Text(nb="Høst"), definition={"weeks": [40, 40]})
    voiced(cast.employee)
    [duty] = told(need_duties(cast.team_university), most=100)
    assert duty.due == date(2027, 10, 31) + timedelta(days=7)


def test_a_step_begins_the_sixty_days_anew_and_talk_does_not(cast: Cast) -> None:
    need = voiced(cast.employee)
    with on(date(2027, 9, 11)):
        we_too(need, unit=unit_at("university"), by=cast.supervisor)
        offer(need, how="x", unit=None, by=cast.supervisor)
        edit_need(need, {"better": Text(nb="Noe annet")}, by=cast.employee, seen=0)
        assert told(need_duties(cast.team_university), most=100)[0].due == date(2027, 10, 31)
        move(need, "explore", by=cast.team_university)
        assert told(need_duties(cast.team_university), most=100)[0].due == date(2027, 11, 10)


@pytest.mark.parametrize("action", ["park", "answer"])
def test_what_is_parked_or_answered_awaits_nobody(action: str, cast: Cast) -> None:
    move(voiced(cast.employee), action, by=cast.team_university, note="Derfor.")
    assert told(need_duties(cast.team_university), most=100) == []


def test_what_is_picked_up_awaits_nobody(cast: Cast) -> None:
    move(voiced(cast.employee), "pick_up", by=cast.supervisor)
    assert told(need_duties(cast.team_university), most=100) == []


def test_what_is_merged_awaits_nobody(cast: Cast) -> None:
    need, other = voiced(cast.employee), voiced(cast.unit_leader)
    merge_needs(other, into=need, by=cast.team_university)
    assert len(told(need_duties(cast.team_university), most=100)) == 1


def test_those_without_movement_for_longest_come_first_on_my_page(cast: Cast) -> None:
    new = NeedFactory.create(title=Text(nb="Ny?"))
    old = NeedFactory.create(title=Text(nb="Gammel?"), moved_at=FIRST - timedelta(days=100))
    mine = [duty.url for duty in duties_of(cast.team_university).shown]
    assert mine.index(old.get_absolute_url()) < mine.index(new.get_absolute_url())
    assert mine[0] == old.get_absolute_url()


def test_of_many_needs_the_first_are_told_and_all_counted_under_the_same_number_of_queries(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    member = cast.team_university
    NeedFactory.create()
    told(need_duties(member), most=3)  # the standing and quiet time are remembered
    for number in (1, 30):
        NeedFactory.create_batch(number - 1)
        with django_assert_num_queries(1):
            [found] = awaiting(need_duties(member), most=3)
        assert (len(found.duties), found.total) == (min(number, 3), number)


def test_the_first_of_many_needs_are_those_that_have_waited_longest(cast: Cast) -> None:
    NeedFactory.create_batch(5)
    old = NeedFactory.create(moved_at=FIRST - timedelta(days=100))
    [duty] = told(need_duties(cast.team_university), most=1)
    assert duty.url == old.get_absolute_url()
