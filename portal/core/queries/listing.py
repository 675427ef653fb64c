"""One list of threads: searched, narrowed, sorted, counted and paged, in a fixed number of queries."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Sum

from portal.core.models.thread import FacetCount, Thread
from portal.core.queries.hits import KIND, MOST, PAGE, Asked, hits_sql, leafed_sql, values_of
from portal.core.queries.vocabulary import look_up
from portal.core.rules.query_words import Known, strict_query, wide_query, words_of

__all__ = ["DEEPEST", "MOST", "PAGE", "Asked", "Found", "find"]

DEEPEST = 500
"""Pages one can leaf through; further back the list asks to be narrowed."""
KEPT_FOR_SEARCH = ("search", "heading", "marks")
ORDERS = {
    "nyeste": ("-published_at", "-pk"),
    "dato": ("day", "pk"),
    "tittel": ("title_key", "pk"),
    "-dato": ("-day", "-pk"),
}


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
    """One page of a list, in at most three queries: the words, the hits with their counts, the rows."""
    words = words_of(asked.question)
    if asked.question.strip() and not words:
        return Found([], 0, False, {})
    if not words and not asked.chosen and not asked.by_day:
        return _unnarrowed(asked)
    return _narrowed(asked, look_up(words) if words else [])


def _unnarrowed(asked: Asked) -> Found:
    """All of it: the numbers are kept in a table, the page is read from an index."""
    counted = FacetCount.objects.filter(audience__in=asked.audiences)
    if asked.kinds and not asked.count_kinds:
        counted = counted.filter(kind__in=asked.kinds)
    counts: dict[str, int] = {}
    kinds: dict[str, int] = {}
    for kind, facet, number in counted.values_list("kind", "facet").annotate(Sum("number")):
        if not facet:
            kinds[kind] = number
        elif not asked.kinds or kind in asked.kinds:
            counts[facet] = counts.get(facet, 0) + number
    rows = Thread.objects.for_audiences(asked.audiences).live()
    if asked.kinds:
        rows = rows.filter(kind__in=asked.kinds)
    start = (asked.page - 1) * asked.size
    page = rows.order_by(*ORDERS[asked.sort]).values("pk")[start : start + asked.size]
    # First the ids, which the index has, and then the rows: a deep page reads no row it doesn't show.
    threads = Thread.objects.filter(pk__in=page).defer(*KEPT_FOR_SEARCH).order_by(*ORDERS[asked.sort])
    number = sum(number for kind, number in kinds.items() if not asked.kinds or kind in asked.kinds)
    return Found(list(threads), number, False, counts, kinds={key: n for key, n in kinds.items() if n})


def _narrowed(asked: Asked, known: Sequence[Known]) -> Found:
    values = values_of(asked, strict=strict_query(known), wide=wide_query(known))
    number, ids, counts = _ask(hits_sql(asked), values)
    if number > MOST and not asked.question and not asked.by_day and asked.sort != "nyeste":
        ids = [row[0] for row in _ask_all(leafed_sql(asked), values)]
    rows = Thread.objects.defer(*KEPT_FOR_SEARCH).in_bulk(ids)
    numbers: dict[str, int] = json.loads(counts) if isinstance(counts, str) else counts
    start = f"{KIND}:"
    return Found(
        [rows[pk] for pk in ids if pk in rows],
        min(number, MOST),
        number > MOST,
        {facet: n for facet, n in numbers.items() if not facet.startswith(start)},
        tuple(dict.fromkeys(stem for what in known if not what.common for stem in what.all_stems)),
        {what.word: what.near[0][0] for what in known if what.near},
        {facet.removeprefix(start): n for facet, n in numbers.items() if facet.startswith(start)},
    )


def _ask(sql: str, values: Mapping[str, Any]) -> tuple[Any, ...]:
    rows = _ask_all(sql, values)
    return rows[0]


def _ask_all(sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
