"""The dates that stand beside a date on its page."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from events.queries.around import around
from tests.cast import Cast
from tests.events.steering import Meeting, steering_meeting


@pytest.fixture
def year(cast: Cast) -> Meeting:
    return steering_meeting(cast)


def test_what_follows_a_date_that_is_hidden_is_there_all_the_same(cast: Cast, year: Meeting) -> None:
    for entry, shown_to in ((year.meeting, "public"), (year.papers, "governance"), (year.proof, "public")):
        entry.shown_to = shown_to
        entry.save()
    assert around(AnonymousUser(), year.meeting).following == (year.proof,)
    assert set(around(cast.secretary, year.meeting).following) == {year.papers, year.proof}


def test_the_date_it_is_counted_from_is_named_to_those_who_may_see_it(cast: Cast, year: Meeting) -> None:
    year.meeting.shown_to = "governance"
    year.meeting.save()
    assert around(cast.secretary, year.papers).anchor == year.meeting
    assert around(AnonymousUser(), year.papers).anchor is None
    assert around(cast.secretary, year.meeting).anchor is None


def test_one_query_reads_them_all(year: Meeting, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        around(AnonymousUser(), year.meeting)
