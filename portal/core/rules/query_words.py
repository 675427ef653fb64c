"""What somebody typed in a search field, made into words and questions the database can look for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

MOST_WORDS = 8
LONGEST = 40
SHORTEST_PART = 4
WORD = re.compile(r"[^\W_]+", re.UNICODE)
SPELT = (("aa", "å"), ("oe", "ø"), ("ae", "æ"))
Stems = tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """What the vocabulary says of one word that was asked for.

    `stems` are its own, in Norwegian and English, with and without accents; `wider` those of words it begins
    or stands in; `near` similar words with their stems, where nothing else is known; `halves` the stems of
    the two words it is made of; `joined` those of the compound it makes with the next word. A `common` word
    (“og”, “til”) says nothing.
    """

    word: str
    stems: Stems
    wider: Stems = ()
    near: tuple[tuple[str, Stems], ...] = ()
    halves: tuple[tuple[Stems, Stems], ...] = ()
    joined: Stems = ()
    common: bool = False
    all_stems: Stems = field(init=False, default=())

    def __post_init__(self) -> None:
        nearby = [stem for _word, stems in self.near for stem in stems]
        halves = [stem for pair in self.halves for half in pair for stem in half]
        found = dict.fromkeys([*self.stems, *self.wider, *nearby, *halves, *self.joined])
        object.__setattr__(self, "all_stems", tuple(found))


def words_of(question: str) -> list[str]:
    """The words in small letters, each once, at most eight of at most 40 letters."""
    found = (word.casefold()[:LONGEST] for word in WORD.findall(question[:400]))
    return list(dict.fromkeys(found))[:MOST_WORDS]


def spelt_out(word: str) -> str:
    """The word with æ, ø, å where somebody without those keys has written ae, oe, aa."""
    for plain, letter in SPELT:
        word = word.replace(plain, letter)
    return word


def splits(word: str) -> list[tuple[str, str]]:
    """The ways a compound may be made of two words, with and without the letter that ties them."""
    ways = []
    for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        left, right = word[:at], word[at:]
        ways.append((left, right))
        if left[-1] in "se" and len(left) > SHORTEST_PART:
            ways.append((left[:-1], right))
    return ways


def joins(left: str, right: str) -> list[str]:
    """The compounds that two words written apart may be: `mat avfall`, `sykehjem avdeling`."""
    return [f"{left}{right}", f"{left}s{right}", f"{left}e{right}"]


def nearest(word: str, candidates: Iterable[str], most: int = 2) -> list[str]:
    """Those a slip or two away, the closest first: one slip in a short word, three in a long one."""
    allowed = 1 if len(word) <= 5 else 2 if len(word) <= 10 else 3
    measured = sorted((slips(word, one), number, one) for number, one in enumerate(candidates))
    return [one for far, _number, one in measured if far <= min(allowed, measured[0][0] + 1)][:most]


def slips(one: str, other: str) -> int:
    """How many letters are left out, put in, changed or swapped with their neighbour between two words."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, wanted in enumerate(other, start=1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != wanted))
            swapped = row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted
            now.append(min(cost, before[column - 2] + 1) if swapped else cost)
        before, last = last, now
    return last[-1]


def strict_query(known: Sequence[Known]) -> str:
    """A tsquery for the words as they stand, inflections included."""
    return _all_of(known, lambda what: [_either(what.stems)])


def wide_query(known: Sequence[Known]) -> str:
    """A tsquery for each word or its like: what begins with it, compounds, what it may have meant."""
    return _all_of(known, _alternatives)


def _alternatives(known: Known) -> list[str]:
    nearby = [stem for _word, stems in known.near for stem in stems]
    halves = [f"({_either(left)} & {_either(right)})" for left, right in known.halves]
    return [_either([*known.stems, *known.wider, *nearby]), *halves]


def _all_of(known: Sequence[Known], ways: Callable[[Known], list[str]]) -> str:
    telling = [what for what in known if not what.common] or list(known)
    parts: list[str] = []
    joined: Stems = ()
    for what in telling:
        part = f"({' | '.join(ways(what))})"
        if joined:
            part = f"(({parts.pop()} & {part}) | {_either(joined)})"
        joined = what.joined
        parts.append(part)
    return " & ".join(parts)


def _either(stems: Iterable[str]) -> str:
    return f"({' | '.join(_quoted(stem) for stem in dict.fromkeys(stems))})"


def _quoted(stem: str) -> str:
    escaped = stem.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
