"""One list of threads: searched, narrowed, sorted, counted and paged, in a fixed number of queries."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Sum

from portal.core.models.thread import FacetCount, Thread
from portal.core.queries.vocabulary import look_up
from portal.core.rules.query_words import Known, strict_query, wide_query, words_of

PAGE = 20
MOST = 1000
"""Hits that are counted exactly and ranked; beyond them a list says “1 000+” and asks to be narrowed."""
DEEPEST = 500
"""Pages one can leaf through; further back the list asks to be narrowed."""

SORTS = {
    "nyeste": "published_at DESC, id DESC",
    "dato": "day ASC, id ASC",
    "tittel": "title_key ASC, id ASC",
}
ORDERS = {"nyeste": ("-published_at", "-pk"), "dato": ("day", "pk"), "tittel": ("title_key", "pk")}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a list is asked for: as in its address. `kinds` empty means all kinds."""

    audiences: frozenset[str]
    kinds: tuple[str, ...] = ()
    question: str = ""
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sort: str = "nyeste"
    page: int = 1
    only_live: bool = True


@dataclass(frozen=True)
class Found:
    """The page's threads, how many there are (`more`: at least so many), and the numbers under each facet."""

    threads: list[Thread]
    number: int
    more: bool
    counts: Mapping[str, int]
    stems: tuple[str, ...] = ()
    meant: Mapping[str, str] = field(default_factory=dict)


HITS = """
WITH {candidates},
ranked AS (
    SELECT id, {rank} AS rank, published_at, day, title_key FROM hits
    ORDER BY {order} LIMIT %(size)s OFFSET %(skip)s
)
SELECT (SELECT count(*) FROM hits), (SELECT coalesce(array_agg(id), '{{}}') FROM ranked),
    (SELECT coalesce(jsonb_object_agg(facet, number), '{{}}') FROM ({counts}) AS counted)
"""
CANDIDATES = """{name} AS MATERIALIZED (
    SELECT id, search, folded, facets, published_at, day, title_key FROM core_thread
    WHERE {conditions} ORDER BY {first} LIMIT {most}
)"""
COUNT = "SELECT facet, count(*) AS number FROM {name}, unnest(facets) AS facet WHERE {which} GROUP BY facet"
RANK = """
3 * ts_rank(search, {strict}) + ts_rank(search, {wide}) + 0.5 * ts_rank(folded, {folded})
"""
STRICT = "(to_tsquery('norwegian', %(strict)s) || to_tsquery('english', %(strict)s))"
WIDE = "(to_tsquery('norwegian', %(wide)s) || to_tsquery('english', %(wide)s))"
FOLDED = "to_tsquery('norwegian', public.unaccent(%(wide)s))"


def find(asked: Asked) -> Found:
    """One page of a list, in at most three queries: the words, the hits with their counts, the rows."""
    words = words_of(asked.question)
    if asked.question.strip() and not words:
        return Found([], 0, False, {})
    if not words and not any(asked.facets.values()):
        return _unnarrowed(asked)
    return _narrowed(asked, look_up(words) if words else {})


def _unnarrowed(asked: Asked) -> Found:
    """All of it: the numbers are kept in a table, the page is read from an index."""
    counted = FacetCount.objects.filter(audience__in=asked.audiences)
    if asked.kinds:
        counted = counted.filter(kind__in=asked.kinds)
    counts = dict(counted.values_list("facet").annotate(Sum("number")))
    number = counts.pop("", 0)
    rows = Thread.objects.for_audiences(asked.audiences).live()
    if asked.kinds:
        rows = rows.filter(kind__in=asked.kinds)
    start = (asked.page - 1) * PAGE
    ordered = rows.defer("search", "folded").order_by(*ORDERS[asked.sort])
    return Found(list(ordered[start : start + PAGE]), number, False, counts)


def _narrowed(asked: Asked, known: Mapping[str, Known]) -> Found:
    values: dict[str, Any] = {
        "audiences": sorted(asked.audiences),
        "kinds": list(asked.kinds),
        "strict": strict_query(known),
        "wide": wide_query(known),
        "size": PAGE,
        "skip": (asked.page - 1) * PAGE,
    }
    sql = _sql(asked, searching=bool(known), values=values)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        number, ids, counts = cursor.fetchone()
    rows = Thread.objects.defer("search", "folded").in_bulk(ids)
    meant = {word: what.near[0] for word, what in known.items() if what.near and not what.halves}
    stems = tuple(
        dict.fromkeys(stem for word, what in known.items() for stem in (word, *what.stems, *what.near))
    )
    return Found(
        [rows[pk] for pk in ids if pk in rows],
        min(number, MOST),
        number > MOST,
        json.loads(counts) if isinstance(counts, str) else counts,
        stems,
        meant,
    )


def _sql(asked: Asked, *, searching: bool, values: dict[str, Any]) -> str:
    """The question for hits and counts: under a facet that is chosen, its other values count without it."""
    chosen = {name: list(given) for name, given in asked.facets.items() if given}
    for name, given in chosen.items():
        values[f"facet_{name}"] = [f"{name}:{value}" for value in given]
    first = "published_at DESC, id DESC" if searching or asked.sort == "nyeste" else SORTS[asked.sort]
    parts = [_candidates("hits", asked, chosen, searching, first)]
    counts = [COUNT.format(name="hits", which=_other_than(chosen))]
    for name in chosen:
        others = {key: given for key, given in chosen.items() if key != name}
        parts.append(_candidates(f"but_{name}", asked, others, searching, first))
        counts.append(COUNT.format(name=f"but_{name}", which=f"facet LIKE '{name}:%%'"))
    order = (
        "rank DESC, published_at DESC, id DESC" if searching and asked.sort == "nyeste" else SORTS[asked.sort]
    )
    rank = RANK.format(strict=STRICT, wide=WIDE, folded=FOLDED) if searching else "0"
    return HITS.format(candidates=", ".join(parts), rank=rank, order=order, counts=" UNION ALL ".join(counts))


def _candidates(name: str, asked: Asked, chosen: Mapping[str, object], searching: bool, first: str) -> str:
    conditions = ["live", "merged_into_id IS NULL", "audience = ANY(%(audiences)s)"]
    if asked.kinds:
        conditions.append("kind = ANY(%(kinds)s)")
    conditions += [f"facets && %(facet_{key})s::varchar[]" for key in chosen]
    if searching:
        conditions.append(f"(search @@ {WIDE} OR folded @@ {FOLDED})")
    return CANDIDATES.format(name=name, conditions=" AND ".join(conditions), first=first, most=MOST + 1)


def _other_than(chosen: Mapping[str, object]) -> str:
    return " AND ".join(f"facet NOT LIKE '{name}:%%'" for name in chosen) or "true"
