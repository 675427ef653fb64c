"""Looks through a table of tasks before it is imported: what each row would become, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.core.clock import today
from portal.core.text import LANGUAGES, Text
from portal.partnership.models import Unit
from portal.partnership.models.partner import PartnerKind
from portal.partnership.queries.staff import staff_with_address
from students.models import StudentTask, StudyField, TaskKind
from students.queries.post import apply_by
from students.rules.enums import DataNeed
from students.rules.import_columns import COLUMNS, folded, places_of
from students.rules.import_file import Line
from students.rules.semester import AUTUMN, SPRING, Semester

LONGEST = {"title": 140, "summary": 800, "learn": 600, "data_offered": 600, "place": 160, "source_key": 80}
NUMBERS = {"groups": (1, 40, 1), "group_min": (1, 60, 1), "group_max": (1, 60, 4), "hours": (0, 2000, None)}
"""Least, most, and what an empty cell means."""
DAYS = ("%Y-%m-%d", "%d.%m.%Y")
YES, NO = {"yes", "true", "x", "1"}, {"no", "false", "0", ""}


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


class _Cell(Exception):  # noqa: N818  (never leaves this module)
    """A cell that can't be read, and why."""


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
        self.units = _by_names((unit, unit.key, unit.name) for unit in units)
        self.kinds = _by_names((kind, kind.key, kind.name) for kind in TaskKind.objects.all())
        self.fields = _by_names((one.key, one.key, one.name) for one in StudyField.objects.all())
        self.semesters = _semester_names(self.day.year)
        self.data = _by_labels((need, need.value, need.label) for need in DataNeed)
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
            except _Cell as why:
                row.errors.append(f"{column.label}: {why}")
        if not row.errors:
            self._together(row)
        return row

    def _read(self, key: str) -> Callable[[str], Any]:
        if key in NUMBERS:
            return lambda said: _number(said, *NUMBERS[key])
        if key in ("title", "summary", "learn", "data_offered"):
            return lambda said: Text.of({self.language: _short(said, LONGEST[key])}) if said else Text()
        own: dict[str, Callable[[str], Any]] = {
            "unit": lambda said: _named(said, self.units),
            "kind": lambda said: _named(said, self.kinds) if said else None,
            "fields": lambda said: [_named(one, self.fields) for one in said.split(",") if one.strip()],
            "semester": lambda said: _named(said, self.semesters).key,
            "data": lambda said: _named(said, self.data) if said else DataNeed.NONE,
            "deadline": _day,
            "in_english": _yes,
            "contact": self._contact,
        }
        return own.get(key, lambda said: _short(said, LONGEST[key]))

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


def _by_names(rows: Iterable[tuple[Any, str, Text]]) -> dict[str, Any]:
    return {folded(name): thing for thing, key, text in rows for name in (key, *text.as_dict().values())}


def _by_labels(rows: Iterable[tuple[Any, str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for thing, key, label in rows:
        found[key] = thing
        for language in LANGUAGES:
            with override(language):
                found[folded(str(label))] = thing
    return found


def _semester_names(year: int) -> dict[str, Semester]:
    """What the semesters around a year are called: from three years before it to three after."""
    around = [Semester(number, term) for number in range(year - 3, year + 4) for term in (SPRING, AUTUMN)]
    return _by_labels((one, one.key, one) for one in around)


def _named(said: str, things: Mapping[str, Any]) -> Any:
    try:
        return things[folded(said)]
    except KeyError:
        raise _Cell(_("we know of no “%(said)s”.") % {"said": said.strip()[:60]}) from None


def _short(said: str, longest: int) -> str:
    if len(said) > longest:
        raise _Cell(_("%(longest)s characters at most.") % {"longest": longest})
    return said


def _number(said: str, least: int, most: int, otherwise: int | None) -> int | None:
    if not said:
        return otherwise
    if not said.isdecimal() or not least <= int(said[:6]) <= most:
        raise _Cell(_("write a number from %(least)s to %(most)s.") % {"least": least, "most": most})
    return int(said)


def _day(said: str) -> date | None:
    if not said:
        return None
    for written in DAYS:
        try:
            return datetime.strptime(said, written).date()  # noqa: DTZ007  (a day, read as people write it)
        except ValueError:
            continue
    raise _Cell(_("write the day as 2026-11-15 or 15.11.2026."))


def _yes(said: str) -> bool:
    word = folded(said)
    if word in YES | _in_every_language("yes"):
        return True
    if word in NO | _in_every_language("no"):
        return False
    raise _Cell(_("write yes or no."))


def _in_every_language(wish: str) -> set[str]:
    found = set()
    for language in LANGUAGES:
        with override(language):
            found.add(folded(_("Yes") if wish == "yes" else _("No")))
    return found
