"""Lists of tasks as files, as plain as they can be."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook  # type: ignore[import-untyped]

from students.rules.import_file import Line
from tests.students.factories import unit_at

HEADING = ("source_key", "title", "summary", "learn", "unit", "semester", "deadline", "contact")


def row(key: str = "17", **changed: str) -> dict[str, str]:
    """A row that lacks nothing but a contact."""
    return {
        "source_key": key,
        "title": "Hvor blir det av sekkene?",
        "summary": "De er borte om morgenen.",
        "learn": "Hvem som tar dem.",
        "unit": unit_at("municipality").key,
        "semester": "2027-1",
        "deadline": "2026-12-15",
        "contact": "",
        **changed,
    }


def lines(*rows: dict[str, str]) -> list[Line]:
    return [
        Line(number, tuple(one.get(name, "") for name in HEADING)) for number, one in enumerate(rows, start=2)
    ]


def csv_of(*rows: dict[str, str]) -> bytes:
    return "\n".join(";".join(cells) for cells in (HEADING, *(line.cells for line in lines(*rows)))).encode()


def workbook_of(rows: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    for cells in rows:
        book.active.append(list(cells))
    file = BytesIO()
    book.save(file)
    return file.getvalue()
