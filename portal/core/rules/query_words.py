"""What somebody typed in a search field, made into words that can be searched for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MOST_WORDS = 8
LONGEST = 40
SHORTEST_PREFIX = 3
SHORTEST_PART = 4
WORD = re.compile(r"[^\W_]+", re.UNICODE)


@dataclass(frozen=True)
class Known:
    """What the vocabulary says of one word.

    `inside` are longer words it stands in, `near` similar ones where it is not known itself, `halves` the two
    words it is made of, and `stems` how words begin that are inflections of it.
    """

    inside: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    halves: tuple[tuple[str, str], ...] = ()
    stems: tuple[str, ...] = ()


def words_of(question: str) -> list[str]:
    """The words in small letters, each once, at most eight of at most 40 letters."""
    found = (word.casefold()[:LONGEST] for word in WORD.findall(question[:400]))
    return list(dict.fromkeys(found))[:MOST_WORDS]


def splits(word: str) -> list[tuple[str, str]]:
    """The ways a compound may be made of two words, with and without the letter that ties them."""
    ways = []
    for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        left, right = word[:at], word[at:]
        ways.append((left, right))
        if left[-1] in "se" and len(left) > SHORTEST_PART:
            ways.append((left[:-1], right))
    return ways


def strict_query(words: Iterable[str]) -> str:
    """A tsquery for the words as they stand; the search configuration makes inflections of them."""
    return " & ".join(words)


def wide_query(known: Mapping[str, Known]) -> str:
    """A tsquery for each word or its like: what begins with it, compounds, what it may have meant."""
    return " & ".join(_alternatives(word, what) for word, what in known.items())


def _alternatives(word: str, known: Known) -> str:
    begun = f"{word}:*" if len(word) >= SHORTEST_PREFIX else word
    halves = (f"({left}:* & {right}:*)" for left, right in known.halves)
    return f"({' | '.join(dict.fromkeys([begun, *known.inside, *known.near, *halves]))})"
