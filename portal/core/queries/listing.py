"""One list of threads: searched, narrowed, sorted, counted and paged, in a fixed number of queries."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field

from portal.core.fields import TextField
from portal.core.models.thread import Thread
from portal.core.queries.hits import KIND, MOST, PAGE, SORTS, Asked, hits_sql, leafed_sql, values_of
from portal.core.queries.vocabulary import look_up
from portal.core.rules.query_words import Known, strict_query, wide_query, words_of

__all__ = ["DEEPEST", "MOST", "PAGE", "Asked", "Found", "find"]

DEEPEST = 500
"""Pages one can leaf through; further back the list asks to be narrowed."""
KEPT_FOR_SEARCH = ("search", "heading", "marks")
KEPT_COUNTS = """
SELECT kind, facet, sum(number)::bigint FROM core_facetcount
WHERE audience = ANY(%(audiences)s) {only} GROUP BY kind, facet
"""
LEAFED_ROWS = """
SELECT {columns} FROM ({ids}) AS page JOIN core_thread AS thread USING (id) ORDER BY {order}
"""
PAGE_ROWS = """
SELECT answer.number, CASE WHEN page.place > 1 THEN NULL ELSE answer.counts END, {columns}
FROM ({answer}) AS answer(number, ids, counts)
LEFT JOIN LATERAL unnest(answer.ids) WITH ORDINALITY AS page(id, place) ON true
LEFT JOIN core_thread AS thread ON thread.id = page.id
ORDER BY page.place
"""


@dataclass(frozen=True)
class Found:
    """The page's threads, how many there are (`more`: at least so many), and the numbers under each facet.

    `kinds` are the numbers under each kind. `stems` are what words of the hits begin with, or hold, to have
    been found; `meant` the words that were searched for in place of unknown ones.
    """

    threads: list[Thread]
    number: int
    more: bool
    counts: Mapping[str, int]
    stems: tuple[str, ...] = ()
    meant: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, int] = field(default_factory=dict)


def find(asked: Asked) -> Found:
    """One page of a list in two queries: the words or the kept counts, and the rows. One more to leaf far."""
    words = words_of(asked.question)
    if asked.question.strip() and not words:
        return Found([], 0, False, {})
    if not words and not asked.chosen and not asked.by_day:
        return _unnarrowed(asked)
    return _narrowed(asked, look_up(words) if words else [])


def _unnarrowed(asked: Asked) -> Found:
    """All of it: the numbers are kept in a table, the page is read from an index."""
    values = values_of(asked, strict="", wide="")
    counts: dict[str, int] = {}
    kinds: dict[str, int] = {}
    only = "AND kind = ANY(%(kinds)s)" if asked.kinds and not asked.count_kinds else ""
    for kind, facet, number in _ask(KEPT_COUNTS.format(only=only), values):
        if not facet:
            kinds[kind] = number
        elif not asked.kinds or kind in asked.kinds:
            counts[facet] = counts.get(facet, 0) + number
    number = sum(number for kind, number in kinds.items() if not asked.kinds or kind in asked.kinds)
    return Found(
        _leafed(asked, values), number, False, counts, kinds={key: n for key, n in kinds.items() if n}
    )


def _leafed(asked: Asked, values: Mapping[str, Any]) -> list[Thread]:
    """First the ids, which an index has, and then the rows: a deep page reads no row it doesn't show."""
    sql = LEAFED_ROWS.format(columns=_columns(), ids=leafed_sql(asked), order=SORTS[asked.sort])
    return [_thread(row) for row in _ask(sql, values)]


def _narrowed(asked: Asked, known: Sequence[Known]) -> Found:
    values = values_of(asked, strict=strict_query(known), wide=wide_query(known))
    answer = _ask(page_sql(asked), values)
    number, counts = answer[0][:2]
    threads = [_thread(row[2:]) for row in answer if row[2] is not None]
    if number > MOST and not asked.question and not asked.by_day and asked.sort != "nyeste":
        threads = _leafed(asked, values)
    numbers: dict[str, int] = json.loads(counts) if isinstance(counts, str) else counts
    start = f"{KIND}:"
    return Found(
        threads,
        min(number, MOST),
        number > MOST,
        {facet: n for facet, n in numbers.items() if not facet.startswith(start)},
        tuple(dict.fromkeys(stem for what in known if not what.common for stem in what.all_stems)),
        {what.word: what.near[0][0] for what in known if what.near},
        {facet.removeprefix(start): n for facet, n in numbers.items() if facet.startswith(start)},
    )


def page_sql(asked: Asked) -> str:
    """Gives the page's rows, each behind the number of hits; the first has the numbers under each facet.

    Where there is no hit it gives one row, whose thread is empty.
    """
    return PAGE_ROWS.format(columns=_columns(), answer=hits_sql(asked))


@cache
def _columns() -> str:
    return ", ".join(f"thread.{field.column}" for field in _shown())


@cache
def _shown() -> tuple[Field[Any, Any], ...]:
    """The fields a list reads, the primary key first."""
    return tuple(field for field in Thread._meta.concrete_fields if field.name not in KEPT_FOR_SEARCH)


def _thread(row: Sequence[Any]) -> Thread:
    fields = _shown()
    values = [
        field.from_db_value(value, None, connection) if isinstance(field, TextField) else value
        for field, value in zip(fields, row, strict=True)
    ]
    return Thread.from_db(connection.alias, [field.attname for field in fields], values)


def _ask(sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
