"""A file is what its content says, and nothing the portal does not take."""

from __future__ import annotations

from io import BytesIO

import pytest

from portal.core.rules import file_type
from portal.core.rules.file_type import DOCX, JPEG, ODT, PDF, PNG, WEBP, XLSX, FileType, type_of
from tests.core import files

TAKEN = [
    (files.PDF, PDF),
    (files.docx(), DOCX),
    (files.xlsx(), XLSX),
    (files.odt(), ODT),
    (files.drawn("PNG"), PNG),
    (files.drawn("JPEG"), JPEG),
    (files.drawn("WEBP"), WEBP),
]
REFUSED = {
    "nothing": b"",
    "a page": b"<!doctype html><script>alert(1)</script>",
    "a page that speaks of PDF": b"<html>%PDF-1.7",
    "a picture that is a program": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "a moving picture of old": files.drawn("GIF", mode="P"),
    "an executable": b"MZ\x90\x00\x03",
    "a sound with the beginning of a picture": b"RIFF\x00\x00\x00\x00WAVEfmt ",
    "any archive": files.zipped({"a.txt": b"x"}),
    "an archive of the web": files.zipped({"META-INF/MANIFEST.MF": b"x", "A.class": b"x"}),
    "a text with macros": files.docx(**{"word/vbaProject.bin": b"x"}),
    "a text with macros elsewhere": files.docx(**{"word/sub/VBAPROJECT.BIN": b"x"}),
    "an open text with macros": files.zipped(
        {"mimetype": ODT.media_type.encode(), "Basic/Standard/x.xml": b"x"}
    ),
    "an open spreadsheet": files.odt(b"application/vnd.oasis.opendocument.spreadsheet"),
    "half a text": files.docx()[:60],
    "an archive that is broken": b"PK\x03\x04" + b"\xff" * 300,
}


@pytest.mark.parametrize(("content", "expected"), TAKEN, ids=[kind.ending for _, kind in TAKEN])
def test_what_the_portal_takes_is_known_by_its_content(content: bytes, expected: FileType) -> None:
    file = BytesIO(content)

    assert type_of(file) == expected
    assert file.tell() == 0


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
def test_everything_else_is_refused(content: bytes) -> None:
    assert type_of(BytesIO(content)) is None


def test_a_document_that_unpacks_beyond_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = files.docx(**{"word/media/x": b"x" * 2000})
    monkeypatch.setattr(file_type, "LARGEST_UNPACKED", 1000)

    assert type_of(BytesIO(content)) is None


def test_a_document_of_too_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_type, "MOST_PARTS", 1)

    assert type_of(BytesIO(files.docx())) is None
