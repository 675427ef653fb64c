"""A thing's lineage: what led to it and what came of it, as its reader may see it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.core.models import Thread
from portal.core.models.thread import Relation
from portal.core.queries.thread import MOST, lineage
from portal.core.workflows.thread import link, merge
from tests.threads_app.declared import BoatFactory

pytestmark = pytest.mark.usefixtures("boats")

PUBLIC = frozenset({"public"})
INSIDE = frozenset({"public", "partners"})


def boat(slug: str, shown_to: str = "public") -> Thread:
    return BoatFactory.create(slug=slug, shown_to=shown_to).thread


def became(*threads: Thread) -> None:
    """Each led to the next."""
    for earlier, later in pairwise(threads):
        link(earlier, later, Relation.BECAME)


def line(thread: Thread, audiences: frozenset[str] = PUBLIC) -> list[str]:
    return [station.thread.key for station in lineage(thread.pk, audiences)]


def test_the_line_leads_from_the_first_to_the_last_wherever_one_reads_it() -> None:
    need, task, result = boat("need"), boat("task"), boat("result")
    became(need, task, result)
    for thread in (need, task, result):
        assert line(thread) == ["need", "task", "result"]
        assert [one.thread.key for one in lineage(thread.pk, PUBLIC) if one.here] == [thread.key]


def test_what_else_came_of_the_same_need_is_no_part_of_a_tasks_line() -> None:
    need, one, other = boat("need"), boat("one"), boat("other")
    became(need, one)
    became(need, other)
    assert line(need) == ["need", "one", "other"]
    assert line(one) == ["need", "one"]


def test_two_needs_that_became_one_project_both_led_to_it() -> None:
    first, second, project = boat("first"), boat("second"), boat("project")
    became(first, project)
    became(second, project)
    assert line(project) == ["first", "second", "project"]
    assert line(first) == ["first", "project"]


def test_a_workshop_stands_beside_what_it_discussed_and_ties_nothing_together() -> None:
    first, second, workshop = boat("first"), boat("second"), boat("workshop")
    link(first, workshop, Relation.DISCUSSED)
    link(second, workshop, Relation.DISCUSSED)
    assert line(first) == ["first", "workshop"]
    assert line(workshop) == ["first", "second", "workshop"]


def test_what_a_need_became_is_shown_with_the_case_that_decided_it() -> None:
    need, project, case = boat("need"), boat("project"), boat("case")
    became(need, project)
    link(project, case, Relation.DECIDED)
    assert line(need) == ["need", "project", "case"]


def test_what_a_reader_may_not_see_is_neither_shown_nor_passed_through() -> None:
    need, hidden, result = boat("need"), boat("hidden", "partners"), boat("result")
    became(need, hidden, result)
    assert line(need) == ["need"]
    assert line(result) == ["result"]
    assert line(need, INSIDE) == ["need", "hidden", "result"]


def test_a_thing_of_ones_own_shows_its_public_line_to_who_may_open_it() -> None:
    need, mine = boat("need"), boat("mine", "own")
    became(need, mine)
    assert line(mine) == ["need", "mine"]
    assert line(need) == ["need"]


def test_lineage_that_goes_in_a_ring_ends() -> None:
    first, second = boat("first"), boat("second")
    became(first, second, first)
    assert line(first) == ["first", "second"]


def test_what_has_been_merged_is_no_station_and_its_links_have_moved() -> None:
    need, twice, kept, result = boat("need"), boat("twice"), boat("kept"), boat("result")
    became(need, twice, result)
    merge(twice, into=kept)
    assert line(need) == ["need", "kept", "result"]


def test_a_line_of_hundreds_is_cut_and_costs_one_query() -> None:
    start = boat("start")
    for number in range(MOST + 5):
        became(start, boat(f"task-{number}"))
    with CaptureQueriesContext(connection) as asked:
        stations = lineage(start.pk, PUBLIC)
    assert len(asked) == 1
    assert len(stations) == MOST
    assert [station.thread.key for station in stations if station.here] == ["start"]
