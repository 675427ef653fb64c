"""A table somebody hands in is read as text, and what might do harm is refused in plain words."""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import Workbook  # type: ignore[import-untyped]

from students.rules import import_file
from students.rules.import_columns import places_of
from students.rules.import_file import (
    EMPTY,
    HAS_FORMULA,
    MOST_ROWS,
    NOT_A_TABLE,
    NOT_UTF8,
    TOO_LARGE,
    ImportFileError,
    read_lines,
)
from tests.students.importing import workbook_of


def repacked(data: bytes, **changed: bytes) -> bytes:
    """A workbook with parts of it exchanged; `sheet1` stands for its first sheet."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            name = part.filename.rpartition("/")[2].partition(".")[0]
            new.writestr(part.filename, changed.get(name, old.read(part)))
    return file.getvalue()


A_BOOK = workbook_of([["source_key", "title"], ["1", "Hvor?"]])


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_rows_are_numbered_as_in_the_file_and_empty_ones_left_out(delimiter: str) -> None:
    text = f"\ufeffa{delimiter}b\n1{delimiter}æ\n{delimiter}\n2{delimiter}“ø”\n"
    heading, lines = read_lines(text.encode())
    assert heading == ("a", "b")
    assert [(line.number, line.cells) for line in lines] == [(2, ("1", "æ")), (4, ("2", "“ø”"))]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8", "utf-8-sig"])
def test_it_reads_what_a_spreadsheet_saves_by_itself(encoding: str) -> None:
    text = "nummer;spørsmål\r\n1;Når går trærne på Bjørnåsen ut – «i år»?\r\n"
    heading, lines = read_lines(text.encode(encoding))
    assert heading == ("nummer", "spørsmål")
    assert lines[0].cells[1] == "Når går trærne på Bjørnåsen ut – «i år»?"


def test_of_merged_cells_the_first_says_it() -> None:
    """A merged cell holds its words in its upper left corner, and the others nothing."""
    book = Workbook()
    for cells in (["source_key", "title"], ["1", "Hvor?"], ["", "Når?"]):
        book.active.append(cells)
    book.active.merge_cells("A2:A3")
    file = BytesIO()
    book.save(file)
    _heading, lines = read_lines(file.getvalue())
    assert [line.cells for line in lines] == [("1", "Hvor?"), ("", "Når?")]


def test_a_workbook_reads_as_people_would_type_it() -> None:
    book = workbook_of([["a", "b", "c"], [datetime(2026, 11, 15), 2.0, True]])  # noqa: DTZ001
    _heading, lines = read_lines(book)
    assert lines[0].cells == ("2026-11-15", "2", "True")


@pytest.mark.parametrize("begins", ["'=1", "'+47", "'-1", "'@a"])
def test_what_our_own_files_escape_is_read_back(begins: str) -> None:
    _heading, lines = read_lines(f"a;b\n{begins};x".encode())
    assert lines[0].cells[0] == begins[1:]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", EMPTY),
        (b"a;b\n", EMPTY),
        (b"\n\na;b\n1;2", EMPTY),
        ("a;b\n1;på\n".encode("mac-roman"), NOT_UTF8),
        ("a;b\n1;på\n".encode("cp850"), NOT_UTF8),
        (b"a;b\n1;2\x81", NOT_UTF8),
        (b"a;b\n1;\x00", NOT_A_TABLE),
        (b'a;b\n1;"open', NOT_A_TABLE),
        (b"a;b\n1;=HYPERLINK(1)", HAS_FORMULA),
        (b"a;b\n1;  =1+1", HAS_FORMULA),
        (b"a;b\n" + b"1;2\n" * (MOST_ROWS + 1), TOO_LARGE),
        (b"a;b\n1;" + b"x" * 5000, TOO_LARGE),
        (b"a;b\n1;" + b"x;" * 60, TOO_LARGE),
        (b"x" * 2_000_001, TOO_LARGE),
        (b"PK\x03\x04 is no archive", NOT_A_TABLE),
    ],
)
def test_hostile_text_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(ImportFileError) as error:
        read_lines(data)
    assert error.value.words is why


def test_a_formula_in_a_workbook_is_refused() -> None:
    with pytest.raises(ImportFileError) as error:
        read_lines(workbook_of([["a", "b"], ["1", "=1+1"]]))
    assert error.value.words is HAS_FORMULA


def test_an_archive_that_unpacks_to_too_much_is_never_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_file, "load_workbook", lambda *_all, **_more: pytest.fail("it was read"))
    bomb = repacked(A_BOOK, sheet1=b"0" * 30_000_000)
    assert len(bomb) < 100_000
    with pytest.raises(ImportFileError) as error:
        read_lines(bomb)
    assert error.value.words is TOO_LARGE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_workbook_that_declares_entities_is_never_read(
    monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.setattr(import_file, "load_workbook", lambda *_all, **_more: pytest.fail("it was read"))
    with pytest.raises(ImportFileError) as error:
        read_lines(repacked(A_BOOK, sheet1='<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode(encoding)))
    assert error.value.words is NOT_A_TABLE


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("letter.txt", "hello")
    with pytest.raises(ImportFileError) as error:
        read_lines(file.getvalue())
    assert error.value.words is NOT_A_TABLE


def test_columns_are_known_by_key_or_by_name_in_any_order() -> None:
    places, unknown = places_of(["Notes", "UNIT", " summary ", "title", "source_key", "semester"])
    assert (places["unit"], places["title"], unknown) == (1, 3, ["Notes"])


@pytest.mark.parametrize("heading", [["title"], ["title", "Title"]], ids=["missing", "twice"])
def test_a_heading_that_will_not_do_is_refused(heading: list[str]) -> None:
    with pytest.raises(ImportFileError):
        places_of(heading)
