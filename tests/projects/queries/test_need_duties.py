"""The team's unanswered needs on My page: due 60 days after they moved last, quiet weeks aside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from portal.core.clock import OSLO
from portal.core.text import Text
from portal.home.views.mine import duties_of
from portal.partnership.models import QuietPeriod
from projects.queries.need_duties import SHOWN, need_duties
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
    assert {name for name, user in cast.by_name().items() if need_duties(user)} == {
        "team_municipality",
        "team_university",
    }


def test_it_is_due_sixty_days_after_it_was_voiced_and_says_when_it_is_late(cast: Cast) -> None:
    need = voiced(cast.employee)
    [duty] = need_duties(cast.team_university)
    assert duty.due == date(2027, 10, 31)
    assert str(need.title) in duty.title
    assert duty.url == need.get_absolute_url()
    with on(date(2027, 10, 31)):
        [duty] = need_duties(cast.team_university)
        assert "60" not in duty.summary
    with on(date(2027, 11, 2)):
        [duty] = need_duties(cast.team_university)
        assert "60" in duty.summary
        assert "2" in duty.summary


def test_quiet_weeks_stand_still(cast: Cast) -> None:
    QuietPeriod.objects.all().delete()
    QuietPeriod.objects.create(key="autumn", name=Text(nb="Høst"), definition={"weeks": [40, 40]})
    voiced(cast.employee)
    [duty] = need_duties(cast.team_university)
    assert duty.due == date(2027, 10, 31) + timedelta(days=7)


def test_a_step_begins_the_sixty_days_anew_and_talk_does_not(cast: Cast) -> None:
    need = voiced(cast.employee)
    with on(date(2027, 9, 11)):
        we_too(need, unit=unit_at("university"), by=cast.supervisor)
        offer(need, how="x", unit=None, by=cast.supervisor)
        edit_need(need, {"better": Text(nb="Noe annet")}, by=cast.employee, seen=0)
        assert need_duties(cast.team_university)[0].due == date(2027, 10, 31)
        move(need, "explore", by=cast.team_university)
        assert need_duties(cast.team_university)[0].due == date(2027, 11, 10)


@pytest.mark.parametrize("action", ["park", "answer"])
def test_what_is_parked_or_answered_awaits_nobody(action: str, cast: Cast) -> None:
    move(voiced(cast.employee), action, by=cast.team_university, note="Derfor.")
    assert need_duties(cast.team_university) == []


def test_what_is_picked_up_awaits_nobody(cast: Cast) -> None:
    move(voiced(cast.employee), "pick_up", by=cast.supervisor)
    assert need_duties(cast.team_university) == []


def test_what_is_merged_awaits_nobody(cast: Cast) -> None:
    need, other = voiced(cast.employee), voiced(cast.unit_leader)
    merge_needs(other, into=need, by=cast.team_university)
    assert len(need_duties(cast.team_university)) == 1


def test_those_without_movement_for_longest_come_first_on_my_page(cast: Cast) -> None:
    new = NeedFactory.create(title=Text(nb="Ny?"))
    old = NeedFactory.create(title=Text(nb="Gammel?"), moved_at=FIRST - timedelta(days=100))
    mine = [duty.url for duty in duties_of(cast.team_university)]
    assert mine.index(old.get_absolute_url()) < mine.index(new.get_absolute_url())
    assert mine[0] == old.get_absolute_url()


def test_many_needs_are_one_line_more_under_the_same_number_of_queries(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    NeedFactory.create_batch(SHOWN)
    need_duties(cast.team_university)  # the standing is remembered
    with django_assert_num_queries(2):
        assert len(need_duties(cast.team_university)) == SHOWN
    NeedFactory.create_batch(20)
    with django_assert_num_queries(3):
        found = need_duties(cast.team_university)
    assert len(found) == SHOWN + 1
    assert "20" in found[-1].title
