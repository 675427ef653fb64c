"""Words the threads are written with: what a typed word stands inside, and what it may have meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from django.db import connection

from portal.core.rules.query_words import Known, Stems, joins, nearest, spelt_out, splits

MOST_BEGUN = 20
MOST_INSIDE = 12
MOST_READ = 300
"""Words of the vocabulary that are looked at for one that begins with, or holds, what was typed."""
MOST_NEAR = 12
MOST_PART = 8
MOST_HALVES = 2

STEMS = "tsvector_to_array(to_tsvector('norwegian', {0}) || to_tsvector('english', {0}))"
PAIR = f"word || ' ' || array_to_string({STEMS.format('word')}, ' ')"
LOOK_UP = f"""
SELECT asked.word, tsvector_to_array(to_tsvector('norwegian', asked.word || ' ' || asked.spelt)
        || to_tsvector('english', asked.word) || to_tsvector('norwegian', public.unaccent(asked.word))),
    stem.stem = '',
    {STEMS.format("array_to_string(begun.words || inside.words, ' ')")},
    CASE WHEN cardinality(begun.words || inside.words) = 0 AND length(asked.word) >= 4 THEN ARRAY(
        SELECT {PAIR} FROM (SELECT word FROM core_word WHERE word %% asked.word
            AND length(word) BETWEEN length(asked.word) - 3 AND length(asked.word) + 3
            ORDER BY similarity(word, asked.word) DESC, word LIMIT {MOST_NEAR}) AS similar_ones)
    END,
    CASE WHEN cardinality(begun.words || inside.words) = 0 OR asked.compounds <> '' THEN ARRAY(
        SELECT part || ' ' || array_to_string({STEMS.format("string_agg(word, ' ')")}, ' ')
        FROM unnest(string_to_array(asked.compounds || asked.parts, ' ')) AS part, LATERAL (
            SELECT word FROM core_word WHERE word >= part AND word < part || chr(1114111)
            ORDER BY word LIMIT {MOST_PART}) AS begun
        GROUP BY part)
    END
FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[]) AS asked(word, spelt, compounds, parts),
LATERAL (SELECT array_to_string(tsvector_to_array(to_tsvector('norwegian', asked.word)), '') AS stem) AS stem,
LATERAL (SELECT CASE WHEN length(stem.stem) >= 3 THEN stem.stem ELSE asked.word END AS stem) AS root,
LATERAL (SELECT ARRAY(SELECT word FROM (SELECT word FROM core_word WHERE length(root.stem) >= 3
        AND word >= root.stem AND word < root.stem || chr(1114111) ORDER BY word LIMIT {MOST_READ}) AS few
    ORDER BY length(word), word LIMIT {MOST_BEGUN}) AS words) AS begun,
LATERAL (SELECT ARRAY(SELECT word FROM (SELECT word FROM core_word WHERE length(root.stem) >= 4
        AND word LIKE '%%' || root.stem || '%%' AND word NOT LIKE root.stem || '%%' LIMIT {MOST_READ}) AS few
    ORDER BY length(word), word LIMIT {MOST_INSIDE}) AS words) AS inside
"""  # noqa: S608  (numbers of our own)


def look_up(words: Sequence[str]) -> list[Known]:
    """What the vocabulary says of each word, in one query; bounded however large the vocabulary is."""
    ways = {word: splits(word) for word in words}
    compounds = {word: joins(word, later) for word, later in pairwise(words)}
    parts = [" ".join(dict.fromkeys(half for way in ways[word] for half in way)) for word in words]
    joined = ["".join(f"{one} " for one in compounds.get(word, [])) for word in words]
    with connection.cursor() as cursor:
        cursor.execute(LOOK_UP, [list(words), [spelt_out(word) for word in words], joined, parts])
        rows = {row[0]: row for row in cursor.fetchall()}
    return [_known(rows[word], ways[word], compounds.get(word, [])) for word in words]


def _known(row: tuple[Any, ...], ways: list[tuple[str, str]], compounds: list[str]) -> Known:
    word, stems, common, wider, similar, parts = row
    there = _with_stems(parts or [])
    halves = [(there[left], there[right]) for left, right in ways if left in there and right in there]
    near = _with_stems(similar or [])
    return Known(
        word=word,
        stems=tuple(stems) or (word,),
        wider=tuple(wider),
        near=tuple((one, near[one]) for one in nearest(word, near)),
        halves=() if wider else tuple(halves[-MOST_HALVES:]),
        joined=tuple(stem for one in compounds if one in there for stem in there[one]),
        common=common,
    )


def _with_stems(pairs: Sequence[str]) -> Mapping[str, Stems]:
    split = (pair.split() for pair in pairs)
    return {word: tuple(stems) for word, *stems in split}
