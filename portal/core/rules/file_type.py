"""What kind of file something is, read from its content: names and browsers say what they like."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

MOST_PARTS = 2_000
LARGEST_UNPACKED = 400 << 20
"""Bytes of all parts of a packed document together, as it says itself."""


@dataclass(frozen=True)
class FileType:
    media_type: str
    ending: str

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")


PDF = FileType("application/pdf", "pdf")
DOCX = FileType("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx")
XLSX = FileType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")
ODT = FileType("application/vnd.oasis.opendocument.text", "odt")
PNG = FileType("image/png", "png")
JPEG = FileType("image/jpeg", "jpg")
WEBP = FileType("image/webp", "webp")

PICTURES = frozenset({PNG, JPEG, WEBP})
DOCUMENTS = frozenset({PDF, DOCX, XLSX, ODT}) | PICTURES


def type_of(content: BinaryIO) -> FileType | None:
    """The type of an open file, of those the portal takes; none for every other one. Leaves it at its start.

    A document with macros is none of them, and neither is one that unpacks beyond measure.
    """
    content.seek(0)
    head = content.read(16)
    found = _by_head(head)
    if found is None and head.startswith(b"PK\x03\x04"):
        found = _packed(content)
    content.seek(0)
    return found


def _by_head(head: bytes) -> FileType | None:
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    return WEBP if head[:4] == b"RIFF" and head[8:12] == b"WEBP" else None


def _packed(content: BinaryIO) -> FileType | None:
    try:
        with ZipFile(content) as packed:
            parts = packed.infolist()
            names = {part.filename for part in parts}
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                return None
            if any(part.flag_bits & 1 for part in parts) or _has_macros(names):
                return None
            if parts[0].filename == "mimetype" and parts[0].file_size < 100:
                return ODT if packed.read(parts[0]) == ODT.media_type.encode() else None
            return _of_office(names)
    except (BadZipFile, OSError, ValueError, NotImplementedError, IndexError, EOFError, RuntimeError):
        return None


def _of_office(names: AbstractSet[str]) -> FileType | None:
    if "[Content_Types].xml" not in names:
        return None
    if "word/document.xml" in names:
        return DOCX
    return XLSX if "xl/workbook.xml" in names else None


def _has_macros(names: AbstractSet[str]) -> bool:
    """Programs inside: of Office, and of LibreOffice."""
    return any(
        name.lower().endswith("vbaproject.bin") or name.startswith(("Basic/", "Scripts/")) for name in names
    )
