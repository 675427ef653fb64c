"""Holders of seats, who are public by role."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from django.db import connection
from django.urls import reverse
from django.utils.text import capfirst

from portal.core.clock import today
from portal.core.people import PublicPerson
from portal.core.text import Text

SHORTEST = 3
MOST = 6
# What `Tenure.objects.on(day).holders()` finds; every search asks, so it isn't put together each time.
HELD = """
SELECT person.id, person.name, person.is_example, seat.title
FROM partnership_tenure AS tenure
JOIN partnership_user AS person ON person.id = tenure.user_id AND person.is_active AND person.name <> ''
JOIN partnership_seat AS seat ON seat.id = tenure.seat_id
JOIN partnership_body AS body ON body.id = seat.body_id
WHERE tenure.part = 'holder' AND tenure.first_day <= %(day)s
    AND (tenure.last_day IS NULL OR tenure.last_day >= %(day)s)
ORDER BY body.position, seat.position
"""


def seat_holders_found(words: Sequence[str]) -> list[PublicPerson]:
    """Those who hold a seat today and whose name and seats have words that begin with each of `words`.

    One query over the seats there are, at most six people; words of one or two letters find nobody.
    """
    if not words or any(len(word) < SHORTEST for word in words):
        return []
    roles: dict[int, list[str]] = {}
    people: dict[int, tuple[str, bool]] = {}
    for pk, name, example, seat in _held_on(today()):
        people[pk] = name, example
        roles.setdefault(pk, []).append(capfirst(str(seat)))
    url = reverse("about")
    return [
        PublicPerson(name, tuple(roles[pk]), url, example)
        for pk, (name, example) in people.items()
        if _fits(f"{name} {' '.join(roles[pk])}", name, words)
    ][:MOST]


def _held_on(day: date) -> list[tuple[int, str, bool, Text]]:
    with connection.cursor() as cursor:
        cursor.execute(HELD, {"day": day})
        rows = cursor.fetchall()
    return [(pk, name, example, Text.of(json.loads(title))) for pk, name, example, title in rows]


def _fits(said: str, name: str, words: Sequence[str]) -> bool:
    """All words fit, and at least one of them the name."""
    return all(_begins(said, word) for word in words) and any(_begins(name, word) for word in words)


def _begins(text: str, word: str) -> bool:
    return any(part.startswith(word) for part in text.casefold().replace("-", " ").split())
