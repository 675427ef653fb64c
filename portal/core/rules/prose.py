"""Invented texts that read like real ones: some words often, most of them seldom, three languages."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from itertools import accumulate

from portal.core.text import Text

PLACEHOLDER = re.compile(r"\{(\w+)\}")
SHARES = {"nb": 88, "nn": 8, "en": 4}

Phrases = Mapping[str, Mapping[str, Sequence[str]]]
"""Language → name → phrases, the commonest first; `{name}` in one stands for a phrase of that name."""


class Prose:
    """Puts phrases together; the same from the same seed, so that what is measured can be compared."""

    def __init__(self, phrases: Phrases, seed: int = 0) -> None:
        self.random = random.Random(seed)  # noqa: S311  (nothing secret)
        self._pools = {
            (language, name): (list(found), list(accumulate(1 / rank for rank in range(2, len(found) + 2))))
            for language, names in phrases.items()
            for name, found in names.items()
        }
        self._languages = [language for language in SHARES if language in phrases]
        self._weights = list(accumulate(SHARES[language] for language in self._languages))

    def language(self) -> str:
        """The language of one object: nb mostly."""
        return self.random.choices(self._languages, cum_weights=self._weights)[0]

    def phrase(self, language: str, name: str) -> str:
        """One phrase of that name with all its parts. Raises `KeyError` where there is none."""
        pool, weights = self._pools[language, name]
        chosen = self.random.choices(pool, cum_weights=weights)[0]
        return PLACEHOLDER.sub(lambda match: self.phrase(language, match[1]), chosen)

    def text(self, language: str, name: str, times: int = 1) -> Text:
        """So many phrases of that name in one language, as what people write has one."""
        said = " ".join(self.phrase(language, name) for _ in range(times))
        return Text(**{language: said})

    def one_of(self, shares: Mapping[str, int]) -> str:
        """A word as often as its share says."""
        return self.random.choices(list(shares), weights=list(shares.values()))[0]
