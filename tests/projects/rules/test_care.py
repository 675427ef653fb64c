"""Somebody asks how a project is going after ninety days of silence, and when its period is over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.partnership.rules.quiet import QuietSpan
from projects.rules.care import is_over, is_silent, is_teams
from projects.rules.enums import ProjectState

DAY = timedelta(days=1)
TOLD = date(2027, 5, 1)
SUMMER = [QuietSpan(date(2027, 7, 5), date(2027, 8, 8), "summer")]


def test_ninety_days_after_the_last_sign_a_project_is_silent() -> None:
    assert not is_silent(TOLD, TOLD + 89 * DAY, [])
    assert is_silent(TOLD, TOLD + 90 * DAY, [])


def test_quiet_days_do_not_count_towards_silence() -> None:
    assert not is_silent(TOLD, TOLD + 124 * DAY, SUMMER)
    assert is_silent(TOLD, TOLD + 125 * DAY, SUMMER)


def test_a_period_is_over_the_day_after_its_last_one() -> None:
    assert not is_over("running", TOLD, TOLD, [])
    assert is_over("running", TOLD, TOLD + DAY, [])
    assert not is_over("running", None, TOLD, [])


def test_nobody_is_asked_for_a_result_in_quiet_time() -> None:
    last_day_before = date(2027, 7, 4)
    assert not is_over("running", last_day_before, date(2027, 8, 8), SUMMER)
    assert is_over("running", last_day_before, date(2027, 8, 9), SUMMER)


@pytest.mark.parametrize("state", ProjectState.values)
def test_an_idea_and_a_closed_project_have_no_period_to_account_for(state: str) -> None:
    accountable = state in ("pre_project", "applying", "running")
    assert is_over(state, TOLD, TOLD + DAY, []) is accountable


def test_the_owners_have_fourteen_days_that_are_not_quiet() -> None:
    assert not is_teams(TOLD, TOLD + 13 * DAY, [])
    assert is_teams(TOLD, TOLD + 14 * DAY, [])
    asked = date(2027, 7, 1)
    assert not is_teams(asked, date(2027, 8, 18), SUMMER)
    assert is_teams(asked, date(2027, 8, 19), SUMMER)


def test_a_last_day_of_the_calendar_itself_breaks_nothing() -> None:
    """One such project would keep the owners of all the others from being asked."""
    assert not is_over("running", date.max, TOLD, [])
