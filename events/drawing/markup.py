"""Words as markup: escaped, and without the characters XML has no way to write."""

from __future__ import annotations

import re
from html import escape as escape_html

# control characters, halves of surrogate pairs, and the two non-characters
_CHARACTERS = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_UNWRITABLE = re.compile(f"[{_CHARACTERS}]")
_TO_CHANGE = re.compile(f"[{_CHARACTERS}&<>\"']")


def plain(text: str) -> str:
    """The text without characters that no XML document may hold."""
    return _UNWRITABLE.sub("", text)


def escape(text: str) -> str:
    """The text as it stands between tags or in an attribute."""
    return escape_html(_UNWRITABLE.sub("", text)) if _TO_CHANGE.search(text) else text
