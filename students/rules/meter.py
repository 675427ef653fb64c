"""What would make a task more attractive to students, as a check list of rules anyone can read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from students.rules.enums import DataNeed

SHORT_TITLE = 90
"""Characters: what a phone shows of a question in two lines."""
ENOUGH_WORDS = 25
"""Words of a problem that says more than its question does."""


@dataclass(frozen=True)
class Point:
    """One line of the check list. `field` is the answer of the form that it is about."""

    field: str
    words: str | Promise
    done: bool


@dataclass(frozen=True)
class Meter:
    points: tuple[Point, ...]

    @property
    def done(self) -> int:
        return sum(point.done for point in self.points)

    @property
    def total(self) -> int:
        return len(self.points)

    @property
    def missing(self) -> tuple[Point, ...]:
        return tuple(point for point in self.points if not point.done)


Rule = tuple[str, str | Promise, Callable[[Any], bool]]
RULES: tuple[Rule, ...] = (
    (
        "title",
        _("The question is short enough to be read on a phone"),
        lambda task: len(str(task.title)) <= SHORT_TITLE,
    ),
    (
        "summary",
        _("The problem is told in two or three sentences"),
        lambda task: len(str(task.summary).split()) >= ENOUGH_WORDS,
    ),
    ("contact", _("There is a person to meet"), lambda task: task.contact_id is not None),
    (
        "data_offered",
        _("Students get data to work with"),
        lambda task: bool(task.data_offered) or task.data not in ("", DataNeed.NONE),
    ),
    (
        "supervisor",
        _("A supervisor is named, or you say that one is wanted"),
        lambda task: task.supervisor_id is not None or task.supervisor_wanted,
    ),
    ("kind", _("It says what kind of task it is"), lambda task: task.kind_id is not None),
    ("fields", _("It says which fields of study it suits"), lambda task: bool(task.fields)),
    ("groups", _("There is room for more than one group"), lambda task: task.groups > 1),
    ("in_english", _("It can be answered in English"), lambda task: bool(task.in_english)),
    ("place", _("It says where the students can work"), lambda task: bool(task.place)),
)


def meter(task: Any) -> Meter:
    """The check list of a task as it stands. Reads nothing but the task's own fields."""
    return Meter(tuple(Point(field, words, bool(holds(task))) for field, words, holds in RULES))
