"""The meter says what would make a task more attractive, one rule a line, and requires nothing."""

from __future__ import annotations

import pytest

from portal.core.text import Text
from portal.partnership.models import User
from students.models import StudentTask, TaskKind
from students.rules.meter import RULES, meter

BARE = {"title": Text(nb="x" * 91 + "?"), "summary": Text(nb="Kort."), "groups": 1}
BETTER = [
    ("title", {"title": Text(nb="Hvorfor?")}),
    ("summary", {"summary": Text(nb="ord " * 25)}),
    ("contact", {"contact": User(pk=1)}),
    ("data_offered", {"data_offered": Text(nb="Ti år med målinger")}),
    ("data_offered", {"data": "open"}),
    ("supervisor", {"supervisor_wanted": True}),
    ("supervisor", {"supervisor": User(pk=2)}),
    ("kind", {"kind": TaskKind(pk=1)}),
    ("fields", {"fields": ["data"]}),
    ("groups", {"groups": 2}),
    ("in_english", {"in_english": True}),
    ("place", {"place": "Rådhuset"}),
]


def test_a_bare_task_has_everything_to_gain() -> None:
    found = meter(StudentTask(**BARE))
    assert found.done == 0
    assert len(found.missing) == found.total == len(RULES)


@pytest.mark.parametrize(("field", "answer"), BETTER)
def test_each_answer_puts_its_own_point_in_place(field: str, answer: dict[str, object]) -> None:
    found = meter(StudentTask(**(BARE | answer)))
    assert [point.field for point in found.points if point.done] == [field]


def test_every_point_can_be_reached() -> None:
    assert {field for field, _answer in BETTER} == {field for field, _words, _holds in RULES}
