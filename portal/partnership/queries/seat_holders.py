"""Holders of seats, who are public by role."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.text import capfirst

from portal.core.clock import today
from portal.core.people import PublicPerson
from portal.partnership.models import Tenure

SHORTEST = 3
MOST = 6


def seat_holders_found(words: Sequence[str]) -> list[PublicPerson]:
    """Those who hold a seat today and whose name and seats have words that begin with each of `words`.

    One query over the seats there are, at most six people; words of one or two letters find nobody.
    """
    if not words or any(len(word) < SHORTEST for word in words):
        return []
    held = Tenure.objects.on(today()).holders().exclude(user__name="")
    roles: dict[int, list[str]] = {}
    people: dict[int, tuple[str, bool]] = {}
    ordered = held.order_by("seat__body__position", "seat__position")
    for pk, name, example, seat in ordered.values_list(
        "user_id", "user__name", "user__is_example", "seat__title"
    ):
        people[pk] = name, example
        roles.setdefault(pk, []).append(capfirst(str(seat)))
    url = reverse("about")
    return [
        PublicPerson(name, tuple(roles[pk]), url, example)
        for pk, (name, example) in people.items()
        if _fits(f"{name} {' '.join(roles[pk])}", name, words)
    ][:MOST]


def _fits(said: str, name: str, words: Sequence[str]) -> bool:
    """All words fit, and at least one of them the name."""
    return all(_begins(said, word) for word in words) and any(_begins(name, word) for word in words)


def _begins(text: str, word: str) -> bool:
    return any(part.startswith(word) for part in text.casefold().replace("-", " ").split())
