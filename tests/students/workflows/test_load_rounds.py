"""Rounds and boards of the partnership's file: what it says is stored, what it gets wrong is told."""

from __future__ import annotations

from typing import Any

import pytest

from portal.partnership.workflows.reading import PartnershipFileError, Root
from students.models import TaskBoard, TaskRound
from students.workflows.load import load_boards, load_rounds

SPRING = {"term": "spring", "post_by": "10-15", "apply_by": "11-15"}
BOARD = {"key": "board", "name": {"nb": "Tavla"}, "hosts": ["board.test.example"]}


def rounds(**changed: Any) -> TaskRound:
    load_rounds(Root({"task_rounds": [SPRING | changed]}))
    return TaskRound.objects.get(key="spring")


def boards(**changed: Any) -> None:
    load_boards(Root({"task_boards": [BOARD | changed]}))


def test_days_nobody_gave_are_empty(db: None) -> None:
    found = rounds()
    assert (found.call, found.publication, found.on_wheel) == ("", "", [])


def test_only_a_day_the_round_has_may_stand_on_the_wheel(db: None) -> None:
    assert rounds(call="09-01", on_wheel=["call"]).on_wheel == ["call"]
    with pytest.raises(PartnershipFileError, match="on_wheel"):
        rounds(on_wheel=["call"])


def test_calendars_hear_of_a_change_and_of_nothing_else(db: None) -> None:
    first = rounds()
    again = rounds()
    assert (again.version, again.updated_at) == (first.version, first.updated_at)
    moved = rounds(apply_by="11-20")
    assert moved.version == first.version + 1
    assert moved.updated_at > first.updated_at


def test_a_board_is_stored_with_its_hosts(db: None) -> None:
    boards()
    assert TaskBoard.objects.get(key="board").hosts == ["board.test.example"]


@pytest.mark.parametrize(
    "hosts",
    [[], "board.test.example", ["https://board.test.example"], ["board"], ["Board.test.example"], [1]],
    ids=str,
)
def test_hosts_are_hosts(db: None, hosts: Any) -> None:
    with pytest.raises(PartnershipFileError, match="hosts"):
        boards(hosts=hosts)
