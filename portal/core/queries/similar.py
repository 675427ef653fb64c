"""Threads of one kind that say nearly the same as some words."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import connection

from portal.core.models import Thread

LOOKED_AT = 1_000
"""How many candidates are weighed at most, so that a word in every one costs little."""
NEAREST = 3
ALIKE = 2
"""So many words in common, at least, make two of them alike."""
SHARE = 0.4
"""What is alike shares so much of what the nearest one does."""

SIMILAR = """
WITH asked AS (SELECT tsvector_to_array(to_tsvector('norwegian', %(words)s)) AS words),
candidates AS (
    SELECT id, heading, search, published_at FROM core_thread, asked
    WHERE marks && %(placed)s::text[] AND id <> %(but)s
    AND search @@ (SELECT string_agg(quote_literal(word), ' | ')::tsquery FROM unnest(asked.words) AS word)
    LIMIT %(looked_at)s
),
shared AS (
    SELECT id, published_at, word, word = ANY(tsvector_to_array(heading)) AS in_title
    FROM candidates, asked, unnest(asked.words) AS word WHERE word = ANY(tsvector_to_array(search))
),
telling AS (
    SELECT word, ln(1 + (SELECT count(*) FROM candidates)::float / count(*)) AS weight
    FROM shared GROUP BY word
),
weighed AS (
    SELECT id, published_at, count(*) AS number,
        sum(weight * CASE WHEN in_title THEN 2 ELSE 1 END) AS score
    FROM shared JOIN telling USING (word) GROUP BY id, published_at
)
SELECT id FROM weighed WHERE number >= %(alike)s AND score >= (SELECT %(share)s * max(score) FROM weighed)
ORDER BY score DESC, published_at DESC, id DESC LIMIT %(most)s
"""


def similar_threads(
    kind: str, words: str, audiences: Collection[str], *, but: int = 0, most: int = NEAREST
) -> list[Thread]:
    """The threads of that kind that share most with `words`: rare words count more, those in the title twice.

    At least two words, and two fifths of what the nearest one shares; what every sentence has is no word.
    `but` is a thread to leave out. Two queries.
    """
    asked: dict[str, Any] = {
        "words": words,
        "placed": [f"@{kind}/{audience}" for audience in sorted(audiences)],
        "but": but,
        "looked_at": LOOKED_AT,
        "alike": ALIKE,
        "share": SHARE,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(SIMILAR, asked)
        keys = [row[0] for row in cursor.fetchall()]
    found = Thread.objects.defer("search", "heading", "marks").in_bulk(keys)
    return [found[key] for key in keys if key in found]
