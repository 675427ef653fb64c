"""Why a text was found: its words marked, and the passage they stand in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString

WORD = re.compile(r"[^\W_]+", re.UNICODE)
BARE = str.maketrans({"ø": "o", "æ": "ae", "å": "a", "ö": "o", "ä": "a"})
SHORTEST_INSIDE = 4
LOOKED_AT = 8192  # words remembered: most stand in hit after hit
BEFORE, AFTER = 60, 110
"""Characters of a passage on either side of its first hit."""


def is_hit(word: str, stems: Sequence[str]) -> bool:
    """Whether a word begins with one of the stems, or holds one that is long enough to mean something."""
    return _is_hit(word, tuple(stems))


@lru_cache(maxsize=LOOKED_AT)
def _is_hit(word: str, stems: tuple[str, ...]) -> bool:
    plain = unicodedata.normalize("NFC", word).casefold()
    bare = plain.translate(BARE)
    return any(_holds(plain, stem) or _holds(bare, stem) for stem in stems)


def _holds(word: str, stem: str) -> bool:
    if len(stem) < 3:
        return word == stem
    return word.startswith(stem) or (len(stem) >= SHORTEST_INSIDE and stem in word)


def has_hit(text: str, stems: Sequence[str]) -> bool:
    given = tuple(stems)
    return any(_is_hit(word, given) for word in WORD.findall(text))


def marked(text: str, stems: Sequence[str]) -> SafeString:
    """The text as HTML, its hits in `<mark>`; everything in it is escaped."""
    pieces, at, given = [], 0, tuple(stems)
    for found in WORD.finditer(text):
        if _is_hit(found[0], given):
            pieces.append(f"{escape(text[at : found.start()])}<mark>{escape(found[0])}</mark>")
            at = found.end()
    return SafeString("".join([*pieces, escape(text[at:])]))  # all of the text is escaped


def passage_of(text: str, stems: Sequence[str]) -> str:
    """Some words on either side of the first hit, whole ones; empty where there is none."""
    given = tuple(stems)
    first = next((found for found in WORD.finditer(text) if _is_hit(found[0], given)), None)
    if not first:
        return ""
    start = text.rfind(" ", 0, max(first.start() - BEFORE, 0)) + 1 if first.start() > BEFORE else 0
    end = text.find(" ", min(first.end() + AFTER, len(text)))
    end = len(text) if end < 0 else end
    passage = " ".join(text[start:end].split())
    return f"{'… ' if start else ''}{passage}{' …' if end < len(text) else ''}"
