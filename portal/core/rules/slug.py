"""The part of an address that names a thing."""

from __future__ import annotations

from collections.abc import Container

from django.utils.text import slugify

RESERVED = frozenset({"ny", "nytt", "mine", "kontroll", "ledige", "lagrede-sok", "import", "oversikt"})
"""Words that addresses of forms and lists have where others have a thing's name."""
LONGEST = 70
LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "ae", "Ø": "o", "Å": "a", "đ": "d", "ŋ": "n"})


def slug_of(title: str) -> str:
    """A title in small ASCII letters, cut between words; “ting” where nothing is left of it."""
    whole = slugify(title.translate(LETTERS))
    if len(whole) > LONGEST:
        whole = whole[: LONGEST + 1].rpartition("-")[0] or whole[:LONGEST]
    return whole or "ting"


def free_slug(title: str, taken: Container[str]) -> str:
    """The title's slug, or with the first number that is neither taken nor reserved."""
    base = slug_of(title)
    tried, number = base, 1
    while tried in taken or tried in RESERVED:
        number += 1
        tried = f"{base}-{number}"
    return tried
