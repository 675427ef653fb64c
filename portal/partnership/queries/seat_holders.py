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
    held = Tenure.objects.on(today()).holders().exclude(user__name="").select_related("user", "seat")
    roles: dict[int, list[str]] = {}
    people = {}
    for tenure in held.order_by("seat__body__position", "seat__position"):
        people[tenure.user_id] = tenure.user
        roles.setdefault(tenure.user_id, []).append(capfirst(str(tenure.seat.title)))
    url = reverse("about")
    return [
        PublicPerson(user.name, tuple(roles[pk]), url, user.is_example)
        for pk, user in people.items()
        if _fits(f"{user.name} {' '.join(roles[pk])}", user.name, words)
    ][:MOST]


def _fits(said: str, name: str, words: Sequence[str]) -> bool:
    """All words fit, and at least one of them the name."""
    return all(_begins(said, word) for word in words) and any(_begins(name, word) for word in words)


def _begins(text: str, word: str) -> bool:
    return any(part.startswith(word) for part in text.casefold().replace("-", " ").split())
