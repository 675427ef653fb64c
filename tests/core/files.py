"""Files of every kind the portal takes, as small as they can be, and files that pretend."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZIP_STORED, ZipFile

from PIL import Image

from portal.core.models import StoredFile
from portal.core.rules.upload import Upload
from portal.core.text import Text
from portal.core.workflows.stored_file import store

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def zipped(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>", **more})


def xlsx() -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"})


def odt(media_type: bytes = b"application/vnd.oasis.opendocument.text") -> bytes:
    return zipped({"mimetype": media_type, "content.xml": b"<o/>"})


def drawn(kind: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **more: Any) -> bytes:
    """A picture by Pillow's name of its format."""
    out = BytesIO()
    Image.new(mode, size, 120 if mode in {"L", "P"} else "teal").save(out, kind, **more)
    return out.getvalue()


def pdf(name: str = "rapport.pdf") -> Upload:
    return Upload(name, "application/pdf", PDF)


def picture() -> Upload:
    return Upload("bilde.png", "image/png", drawn(), 40, 30)


def stored(upload: Upload, by: Any = None) -> StoredFile:
    """Kept, and a picture told in words."""
    return store(upload, by=by, alt=Text(nb="En brygge i tåke") if upload.width else Text())
