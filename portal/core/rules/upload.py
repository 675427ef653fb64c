"""A file that has been looked at, and the name it may have."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from portal.core.rules.file_type import FileType

LONGEST_NAME = 120
NAMELESS = "file"
_NOT_IN_NAMES = re.compile(r'[/\\:*?"<>|%#]+')
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
"""Categories of characters that don't show, or turn the order of those that do."""


@dataclass(frozen=True)
class Upload:
    """What a form's file field gives. `width` and `height` are pixels of a picture shown on a page."""

    name: str
    media_type: str
    content: bytes
    width: int | None = None
    height: int | None = None


def clean_name(name: str, kind: FileType) -> str:
    """A name that is harmless in an address and on any disk, with the ending of what the file is."""
    last = unicodedata.normalize("NFC", name.replace("\\", "/")).rpartition("/")[2]
    seen = "".join(letter for letter in last if unicodedata.category(letter) not in _UNSEEN)
    safe = " ".join(_NOT_IN_NAMES.sub("-", seen).split())
    before, _dot, ending = safe.rpartition(".")
    stem = before if before and len(ending) <= 5 else safe
    short = stem.strip(" .-")[: LONGEST_NAME - len(kind.ending) - 1].strip(" .-")
    return f"{short or NAMELESS}.{kind.ending}"
