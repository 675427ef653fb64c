"""A text the partnership writes in several languages, and the language it is read in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

LANGUAGES = ("nb", "nn", "en")
NEAREST = {"nb": ("nb", "nn", "en"), "nn": ("nn", "nb", "en"), "en": ("en", "nb", "nn")}
"""The languages a reader of each would rather have, best first."""


@dataclass(frozen=True)
class Text:
    """One text in bokmål, nynorsk and English; empty where nobody has written it.

    `str()` gives the reader's language, else the nearest one that is written; `lang` says which that was.
    """

    nb: str = ""
    nn: str = ""
    en: str = ""

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Text:
        return cls(**{language: values.get(language, "") for language in LANGUAGES})

    @property
    def lang(self) -> str:
        return self.lang_for((get_language() or "")[:2])

    def lang_for(self, language: str) -> str:
        """The language in which readers of `language` read it."""
        if language in NEAREST and getattr(self, language):
            return language
        order = NEAREST.get(language, LANGUAGES)
        return next((near for near in order if getattr(self, near)), order[0])

    @property
    def paragraphs(self) -> list[str]:
        return [part.strip() for part in str(self).split("\n\n") if part.strip()]

    def as_dict(self) -> dict[str, str]:
        return {language: getattr(self, language) for language in LANGUAGES if getattr(self, language)}

    def __str__(self) -> str:
        return str(getattr(self, self.lang))

    def __bool__(self) -> bool:
        return bool(self.nb or self.nn or self.en)
