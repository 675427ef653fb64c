"""The team is asked once a quarter to look through those who seem to have left."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from portal.partnership.models import User
from portal.partnership.queries.leaving import leaving_duties
from portal.partnership.queries.people import last_seen_in_words
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def away(user: User) -> None:
    long_ago = datetime(2025, 1, 1, tzinfo=UTC)
    User.objects.exclude(pk=user.pk).update(last_login=datetime(2027, 1, 1, tzinfo=UTC))
    User.objects.filter(pk=user.pk).update(last_login=long_ago, created_at=long_ago)


@pytest.mark.parametrize(
    ("day", "asked"),
    [
        ("2027-01-01", True),
        ("2027-01-14", True),
        ("2027-01-15", False),
        ("2027-02-01", False),
        ("2027-04-10", True),
        ("2027-07-01", True),
        ("2027-10-14", True),
        ("2027-12-31", False),
    ],
)
def test_it_is_asked_in_the_first_two_weeks_of_a_quarter(day: str, asked: bool, cast: Cast) -> None:
    away(cast.employee)
    with time_machine.travel(f"{day}T12:00:00+00:00", tick=False):
        found = leaving_duties(cast.team_university)
    assert bool(found) is asked


def test_nobody_else_is_asked_and_nobody_where_all_are_here(cast: Cast) -> None:
    away(cast.employee)
    with time_machine.travel("2027-01-05T12:00:00+00:00", tick=False):
        asked = {name for name, user in cast.by_name().items() if leaving_duties(user)}
        assert asked == {"team_municipality", "team_university"}
        away(cast.outsider)
        assert leaving_duties(cast.team_university) == []


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "Today"), (1, "1 day ago"), (59, "59 days ago"), (60, "2 months ago"), (800, "2 years ago")],
)
def test_when_somebody_was_here_last_is_said_in_words(days: int, words: str) -> None:
    from django.utils import translation

    now = datetime(2027, 3, 1, 12, tzinfo=UTC)
    with translation.override("en"):
        assert last_seen_in_words(now - timedelta(days=days), now) == words
        assert last_seen_in_words(None, now) == "Never signed in"
