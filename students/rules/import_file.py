"""Reads a table of tasks from a CSV or XLSX file that somebody hands in. Pure: bytes in, rows of text out.

A file is never trusted: nothing in it is carried out, what unpacks to more than it should is not unpacked.
"""

from __future__ import annotations

import csv
import re
import zipfile
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from itertools import islice
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook  # type: ignore[import-untyped]

LARGEST_FILE = 2_000_000
"""Bytes."""
LARGEST_UNPACKED = 20_000_000
"""Bytes of all parts of a workbook together."""
MOST_PARTS = 200
MOST_ROWS = 500
MOST_COLUMNS = 40
LONGEST_CELL = 4_000
MOST_TEXT = 1_000_000
"""Characters of all cells together."""
UNTYPED = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7fÃŒ†›¾]")
"""What æ, ø or å of another encoding come out as when they are read as those of Windows."""
ZIP = b"PK\x03\x04"
FORMULA = "="
ESCAPED = ("'=", "'+", "'-", "'@")
"""How our own files write a cell that a spreadsheet would take for a formula."""

TOO_LARGE = _("The file is too large. It may be 2 MB, with 500 tasks at most. Divide it into several.")
NOT_A_TABLE = _("This is no table we can read. Save it as “CSV UTF-8” or as an Excel workbook (.xlsx).")
NOT_UTF8 = _(
    "The letters of the file can’t be read. Save it as “CSV UTF-8”, or as an Excel workbook (.xlsx)."
)
EMPTY = _("There are no tasks in the file: the first row names the columns, each task is a row below it.")
HAS_FORMULA = _("The file holds a formula. Paste the values instead of the formulas, and try again.")


class ImportFileError(Exception):
    """The file can't be read; the text says why and what to do, to the person."""

    def __init__(self, words: str | Promise) -> None:
        super().__init__(words)
        self.words = words

    def __str__(self) -> str:
        return str(self.words)


@dataclass(frozen=True)
class Line:
    """A row of the file: its number there, where the heading is 1, and its cells without space around."""

    number: int
    cells: tuple[str, ...]


def read_lines(data: bytes) -> tuple[tuple[str, ...], list[Line]]:
    """The cells of the heading, and every row below it that says anything. Raises ImportFileError."""
    if len(data) > LARGEST_FILE:
        raise ImportFileError(TOO_LARGE)
    rows = _workbook_rows(data) if data.startswith(ZIP) else _text_rows(data)
    lines = [Line(number, cells) for number, cells in enumerate(rows, start=1) if any(cells)]
    if len(lines) < 2 or lines[0].number != 1:
        raise ImportFileError(EMPTY)
    if len(lines) > MOST_ROWS + 1:
        raise ImportFileError(TOO_LARGE)
    return lines[0].cells, lines[1:]


def _text_rows(data: bytes) -> Iterator[tuple[str, ...]]:
    text = _decoded(data)
    if "\x00" in text:
        raise ImportFileError(NOT_A_TABLE)
    first = text.partition("\n")[0]
    delimiter = max((";", ",", "\t"), key=first.count)
    try:
        found = list(islice(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True), _LIMIT))
    except csv.Error:
        raise ImportFileError(NOT_A_TABLE) from None
    yield from _checked(found)


def _decoded(data: bytes) -> str:
    """UTF-8; else what spreadsheets write by themselves: UTF-16 with its mark, or the letters of Windows.

    Those are a guess, so a guess that gives signs nobody types is none. Raises ImportFileError.
    """
    encodings = ["utf-16"] if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "cp1252" or not UNTYPED.search(text):
            return text
    raise ImportFileError(NOT_UTF8)


def _workbook_rows(data: bytes) -> Iterator[tuple[str, ...]]:
    _look_into(data)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
        rows = book.worksheets[0].iter_rows(max_col=MOST_COLUMNS + 1, values_only=True)
        found = list(islice(rows, _LIMIT))
        book.close()
    except Exception:  # noqa: BLE001  (a made-up workbook may break the reader in any way; the person is told)
        raise ImportFileError(NOT_A_TABLE) from None
    yield from _checked(found)


def _look_into(data: bytes) -> None:
    """Refuse an archive that unpacks to too much, or declares entities, before anything reads it.

    What a part says of its size binds: `zipfile` gives no more of it than that.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise ImportFileError(TOO_LARGE)
            for part in parts:
                inside = archive.read(part)
                if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in inside.replace(b"\x00", b""):
                    raise ImportFileError(NOT_A_TABLE)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        raise ImportFileError(NOT_A_TABLE) from None


_LIMIT = 4 * MOST_ROWS
"""Rows that are looked at, empty ones among them."""


def _checked(rows: list[Any]) -> Iterator[tuple[str, ...]]:
    if len(rows) >= _LIMIT:
        raise ImportFileError(TOO_LARGE)
    said = 0
    for row in rows:
        cells = tuple(_text_of(value) for value in row)
        while cells and not cells[-1]:
            cells = cells[:-1]
        said += sum(len(cell) for cell in cells)
        if said > MOST_TEXT or len(cells) > MOST_COLUMNS or any(len(cell) > LONGEST_CELL for cell in cells):
            raise ImportFileError(TOO_LARGE)
        if any(cell.startswith(FORMULA) for cell in cells):
            raise ImportFileError(HAS_FORMULA)
        yield tuple(cell[1:] if cell.startswith(ESCAPED) else cell for cell in cells)


def _text_of(value: object) -> str:
    """A cell as somebody would have typed it: days as 2027-01-31, whole numbers without decimals."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\r\n", "\n").strip()
