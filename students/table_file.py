"""Tables as files for spreadsheets, CSV or XLSX: what would be taken for a formula is marked as text."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO, StringIO

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # type: ignore[import-untyped]

from portal.partnership.table_file import BYTE_ORDER_MARK, harmless

CSV, XLSX = "csv", "xlsx"
MEDIA_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LONGEST_NAME = 31
"""Characters a workbook allows in the name of a sheet."""
Row = Sequence[object]


@dataclass(frozen=True)
class Sheet:
    """One table: its name, the words over its columns, its rows."""

    name: str
    heading: Row
    rows: Iterable[Row]


def as_csv(sheet: Sheet) -> bytes:
    """Semicolons, since Norwegian decimals have commas; the mark tells spreadsheets that it is UTF-8."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";")
    for row in (sheet.heading, *sheet.rows):
        writer.writerow([harmless(_shown(cell)) for cell in row])
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def as_workbook(sheets: Iterable[Sheet]) -> bytes:
    """Numbers and days stay what they are; all else is text."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet(sheet.name[:LONGEST_NAME])
        for row in (sheet.heading, *sheet.rows):
            page.append([_cell(cell) for cell in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _shown(cell: object) -> object:
    return "" if cell is None else cell


def _cell(cell: object) -> object:
    if cell is None or isinstance(cell, (int, float, date)):
        return cell
    return ILLEGAL_CHARACTERS_RE.sub("", harmless(cell))
