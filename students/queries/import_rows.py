"""Looks through a table of tasks before it is imported: what each row would become, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from portal.core.clock import today
from portal.core.text import Text
from portal.partnership.models import Unit
from portal.partnership.models.partner import PartnerKind
from portal.partnership.queries.staff import staff_with_address
from students.models import StudentTask, StudyField, TaskKind
from students.queries.post import apply_by
from students.rules.enums import DataNeed
from students.rules.import_cells import (
    CellError,
    data_names,
    day,
    named,
    names_of,
    number,
    semester_names,
    short,
    yes,
)
from students.rules.import_columns import COLUMNS, places_of
from students.rules.import_file import Line
from students.rules.semester import Semester

LONGEST = {"title": 140, "summary": 800, "learn": 600, "data_offered": 600, "place": 160, "source_key": 80}
NUMBERS = {"groups": (1, 40, 1), "group_min": (1, 60, 1), "group_max": (1, 60, 4), "hours": (0, 2000, None)}
"""Least, most, and what an empty cell means."""


@dataclass
class Row:
    """What becomes of a row: nothing where it is `known` or has `errors`; else a task with these `values`."""

    number: int
    title: str
    key: str
    values: dict[str, Any] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    known: bool = False

    @property
    def comes(self) -> bool:
        return not self.known and not self.errors


@dataclass(frozen=True)
class DryRun:
    rows: list[Row]
    unknown: list[str]
    """Headings that are none of ours; what stands below them is left out."""

    @property
    def new(self) -> list[Row]:
        return [row for row in self.rows if row.comes]

    @property
    def known(self) -> list[Row]:
        return [row for row in self.rows if row.known]

    @property
    def wrong(self) -> list[Row]:
        return [row for row in self.rows if row.errors]


def look_through(heading: Sequence[str], lines: Iterable[Line], *, language: str) -> DryRun:
    """What importing the table would do now, and what it says of each row. Writes nothing.

    `language` is the one its texts are written in. Raises ImportFileError for a heading that won't do.
    """
    places, unknown = places_of(heading)
    reader = _Reader(language)
    found: list[Row] = []
    seen: dict[str, int] = {}
    for line in lines:
        cells = {key: line.cells[place] if place < len(line.cells) else "" for key, place in places.items()}
        row = reader.row(line.number, cells)
        if row.key in seen:
            row.errors.append(_("The number stands in row %(row)s too.") % {"row": seen[row.key]})
        elif row.key:
            seen[row.key] = line.number
        found.append(row)
    taken = set(StudentTask.objects.filter(source_key__in=seen).values_list("source_key", flat=True))
    for row in found:
        row.known = row.key in taken and not row.errors
    return DryRun(found, unknown)


class _Reader:
    """Reads cells, with the names the partnership has for things."""

    def __init__(self, language: str) -> None:
        self.language, self.day = language, today()
        units = Unit.objects.named().filter(partner__kind=PartnerKind.MUNICIPALITY)
        self.units = names_of((unit, unit.key, unit.name) for unit in units)
        self.kinds = names_of((kind, kind.key, kind.name) for kind in TaskKind.objects.all())
        self.fields = names_of((one.key, one.key, one.name) for one in StudyField.objects.all())
        self.semesters = semester_names(self.day.year)
        self.data = data_names()
        self.contacts: dict[str, Any] = {}

    def row(self, number: int, cells: Mapping[str, str]) -> Row:
        row = Row(number, cells.get("title", ""), cells.get("source_key", ""))
        for column in COLUMNS:
            said = cells.get(column.key, "")
            if column.required and not said:
                row.errors.append(_("“%(column)s” is empty.") % {"column": column.label})
                continue
            try:
                row.values[column.key] = self._read(column.key)(said)
            except CellError as why:
                row.errors.append(f"{column.label}: {why}")
        if not row.errors:
            self._together(row)
        return row

    def _read(self, key: str) -> Callable[[str], Any]:
        if key in NUMBERS:
            return lambda said: number(said, *NUMBERS[key])
        if key in ("title", "summary", "learn", "data_offered"):
            return lambda said: Text.of({self.language: short(said, LONGEST[key])}) if said else Text()
        own: dict[str, Callable[[str], Any]] = {
            "unit": lambda said: named(said, self.units),
            "kind": lambda said: named(said, self.kinds) if said else None,
            "fields": lambda said: [named(one, self.fields) for one in said.split(",") if one.strip()],
            "semester": lambda said: named(said, self.semesters).key,
            "data": lambda said: named(said, self.data) if said else DataNeed.NONE,
            "deadline": day,
            "in_english": yes,
            "contact": self._contact,
        }
        return own.get(key, lambda said: short(said, LONGEST[key]))

    def _contact(self, said: str) -> Any:
        if said not in self.contacts:
            self.contacts[said] = staff_with_address(said) if said else None
        return self.contacts[said]

    def _together(self, row: Row) -> None:
        """What one cell means for another, and what has to be seen to later."""
        values = row.values
        semester = Semester.read(values["semester"])
        values["deadline"] = values["deadline"] or apply_by(semester)
        if values["deadline"] > semester.last_day:
            row.errors.append(_("The semester is over by the last day to apply."))
        if values["group_max"] < values["group_min"]:
            row.errors.append(_("The largest group is smaller than the smallest."))
        if values["deadline"] < self.day:
            row.remarks.append(_("Its last day to apply has passed."))
        if not values["learn"]:
            row.remarks.append(_("It does not say what the unit hopes to learn."))
        if values["contact"] is None:
            row.remarks.append(_("Nobody with an account here has the contact’s address."))
