"""Norwegian prose without meaning: the same at every run, with words as unevenly used as in real texts."""

from __future__ import annotations

import random
from itertools import accumulate
from pathlib import Path

# Most frequent first.
WORDS = (Path(__file__).parent / "words.txt").read_text(encoding="utf-8").split()
WEIGHTS = list(accumulate(1 / rank for rank in range(1, len(WORDS) + 1)))


class Prose:
    """Gives sentences of a wanted number of words."""

    def __init__(self) -> None:
        self._random = random.Random(0)

    def sentence(self, words: int) -> str:
        return " ".join(self._random.choices(WORDS, cum_weights=WEIGHTS, k=words)).capitalize()
