"""What is new in a text and what is gone from it, word by word. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

WORDS = re.compile(r"\s+|[^\s]+")
LONGEST = 1_500
"""Words and spaces up to which two texts are compared; beyond them the whole text is told as new."""


@dataclass(frozen=True)
class Piece:
    kind: Literal["same", "gone", "new"]
    words: str


def pieces(before: str, after: str) -> list[Piece]:
    """Both texts as one, in the order one reads them: what is gone before what came in its place."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    if max(len(old), len(new)) > LONGEST:
        return _kept([Piece("gone", before), Piece("new", after)])
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(old[a:b])))
        else:
            found += [Piece("gone", "".join(old[a:b])), Piece("new", "".join(new[c:d]))]
    return _kept(found)


def _kept(found: list[Piece]) -> list[Piece]:
    return [piece for piece in found if piece.words]
