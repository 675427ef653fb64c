"""Whole addresses, for what is read outside the portal."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from portal.core.text import Text
from portal.core.threads import Words

NLOD = "http://publications.europa.eu/resource/authority/licence/NLOD_2_0"


def absolute(name: str, *args: object) -> str:
    return f"{settings.BASE_URL}{reverse(name, args=args)}"


def absolute_in_bokmal(name: str, *args: object) -> str:
    """What stands in files of no language must not follow the reader's."""
    with override("nb"):
        return absolute(name, *args)


def in_all_languages(say: Callable[[], object]) -> dict[str, str]:
    """What a text or an address is in each language; without those in which it is empty."""
    said = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            if text := str(say()):
                said[code] = text
    return said


def words_in_all_languages(words: Words | Text) -> dict[str, str]:
    """Of a text people write, only the languages it is written in."""
    return words.as_dict() if isinstance(words, Text) else in_all_languages(lambda: words)
