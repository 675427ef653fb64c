"""Lessons that help somebody who begins on a thing."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import connection

from portal.core.models import Thread

LOOKED_AT = 1_000
"""The newest lessons that are weighed; older ones have had their day."""
NEAREST = 3
ALIKE = 2
"""A lesson about another kind of thing needs so many words in common."""

NEAREST_LESSONS = """
WITH asked AS (SELECT tsvector_to_array(to_tsvector('norwegian', %(words)s)
    || to_tsvector('english', %(words)s)) AS words),
candidates AS (
    SELECT id, heading, search, published_at, (%(about)s = ANY(facets))::int AS fits FROM core_thread
    WHERE marks && %(placed)s::text[] AND marks && ARRAY['slag:lesson']
    ORDER BY published_at DESC, id DESC LIMIT %(looked_at)s
),
weighed AS (
    SELECT id, published_at, fits,
        cardinality(ARRAY(SELECT unnest(words) INTERSECT SELECT unnest(tsvector_to_array(heading)))) titled,
        cardinality(ARRAY(SELECT unnest(words) INTERSECT SELECT unnest(tsvector_to_array(search)))) said
    FROM candidates, asked
)
SELECT id FROM weighed WHERE fits = 1 OR said >= %(alike)s
ORDER BY 2 * fits + 2 * titled + said DESC, published_at DESC, id DESC LIMIT %(most)s
"""


def nearest_lessons(
    kind: str, words: str, audiences: Collection[str], *, most: int = NEAREST
) -> list[Thread]:
    """Lessons about that kind of thing, or alike in words; those that are both come first. Two queries."""
    asked: dict[str, Any] = {
        "words": words,
        "about": f"gjelder:{kind}",
        "placed": [f"@result/{audience}" for audience in sorted(audiences)],
        "looked_at": LOOKED_AT,
        "alike": ALIKE,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(NEAREST_LESSONS, asked)
        keys = [row[0] for row in cursor.fetchall()]
    found = Thread.objects.defer("search", "heading", "marks").in_bulk(keys)
    return [found[key] for key in keys if key in found]
