"""Words the threads are written with: what a typed word stands inside, and what it may have meant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from portal.core.rules.query_words import Known, splits

SHORTEST = 4
MOST_INSIDE = 12
MOST_NEAR = 3

LOOK_UP = f"""
SELECT asked.word,
    tsvector_to_array(to_tsvector('norwegian', asked.word) || to_tsvector('english', asked.word)),
    EXISTS (SELECT FROM core_word w WHERE w.word = asked.word),
    ARRAY(SELECT w.word FROM core_word w WHERE length(asked.word) >= {SHORTEST}
        AND w.word LIKE '%%' || asked.word || '%%' AND w.word NOT LIKE asked.word || '%%'
        ORDER BY length(w.word), w.word LIMIT {MOST_INSIDE}),
    ARRAY(SELECT w.word FROM core_word w WHERE length(asked.word) >= {SHORTEST}
        AND w.word %% asked.word ORDER BY similarity(w.word, asked.word) DESC, w.word LIMIT {MOST_NEAR}),
    ARRAY(SELECT w.word FROM core_word w WHERE w.word = ANY(asked.parts))
FROM unnest(%s::text[], %s::text[]) AS given(word, parts),
LATERAL (SELECT given.word, string_to_array(given.parts, ' ') AS parts) AS asked
"""  # noqa: S608  (numbers of our own)


def look_up(words: Sequence[str]) -> dict[str, Known]:
    """What the vocabulary says of each word, in one query."""
    ways = {word: splits(word) for word in words}
    parts = [" ".join({half for way in ways[word] for half in way}) for word in words]
    with connection.cursor() as cursor:
        cursor.execute(LOOK_UP, [list(words), parts])
        rows = cursor.fetchall()
    return {row[0]: _known(row, ways[row[0]]) for row in rows}


def _known(row: tuple[Any, ...], ways: list[tuple[str, str]]) -> Known:
    word, stems, is_known, inside, near, halves = row
    there = set(halves)
    compound = tuple(way for way in ways if way[0] in there and way[1] in there)
    return Known(
        inside=tuple(inside),
        near=() if is_known else tuple(one for one in near if one != word),
        halves=compound[:2],
        stems=tuple(stems),
    )
