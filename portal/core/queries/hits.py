"""The SQL of a narrowed list: bounded work for any word and facet, however many threads there are.

Threads are looked through in slices of their ids, the newest first, until enough are found: the index that
holds the words holds the slices too, so that a word which stands in every row costs one slice. Lists by day
are read in the order of their days instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

PAGE = 20
MOST = 1000
"""Hits that are counted exactly and ranked; beyond them a list says “1 000+” and asks to be narrowed."""
RANKED = 100
"""Hits that are weighed word by word; those after them stand by whether their titles fit, and by time."""
KIND, HITS = "kind", "hits"

SORTS = {
    "nyeste": "published_at DESC, id DESC",
    "dato": "day ASC, id ASC",
    "tittel": "title_key ASC, id ASC",
    "-dato": "day DESC, id DESC",
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a list is asked for: as in its address. `kinds` empty means all kinds.

    `from_day` leaves out what was over before that Oslo day, `before_day` what was not. `size` is how many
    threads a page has, at most `MOST`. `count_kinds` counts the kinds not chosen as well.
    """

    audiences: frozenset[str]
    kinds: tuple[str, ...] = ()
    question: str = ""
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sort: str = "nyeste"
    page: int = 1
    from_day: date | None = None
    before_day: date | None = None
    size: int = PAGE
    count_kinds: bool = False

    @property
    def chosen(self) -> dict[str, list[str]]:
        return {name: list(given) for name, given in self.facets.items() if given}

    @property
    def by_day(self) -> bool:
        return bool(self.from_day or self.before_day)


COUNTED = "id, kind, facets"
SORTED = f"{COUNTED}, published_at, day, title_key"
WEIGHED = f"{SORTED}, search, heading"
"""What is read of candidates: no more than is asked of them, since words are wide to gather and to sort."""
# Slices of 2 048 threads at first, then of 8 192; by words, those beyond the newest 65 536 or so of 65 536.
SLICES = """
top AS (SELECT coalesce(max(id), 0) AS id FROM core_thread),
newest AS (
    SELECT '#s' || number AS mark
    FROM top, generate_series(id >> 11, greatest((id >> 13) - 1, 0) << 2, -1) AS number
    UNION ALL
    SELECT '#m' || number
    FROM top, generate_series(greatest((id >> 13) - 1, 0) - 1, {middle}, -1) AS number
),
older AS (
    SELECT '#l' || number AS mark
    FROM top, generate_series(greatest((id >> 16) - 1, 0) - 1, {oldest}, -1) AS number
)
"""
BY_WORDS = {"middle": "greatest((id >> 16) - 1, 0) << 3", "oldest": "0"}
BY_FACETS = {"middle": "0", "oldest": "id"}
SLICE = """(SELECT found.* FROM {slices} AS slices, LATERAL (
    SELECT {columns} FROM core_thread WHERE marks @> ARRAY[slices.mark] AND {conditions} {order}
) AS found)"""
WALKED = f"{{name}} AS MATERIALIZED ({{newest}} UNION ALL {{older}} LIMIT {MOST + 1})"
FIRST_OF_SLICE = f"ORDER BY id DESC LIMIT {MOST + 1}"
AS_THEY_LIE = "OFFSET 0"
BY_DAY = f"""{{name}} AS MATERIALIZED (
    SELECT {{columns}} FROM core_thread WHERE {{conditions}} {{order}} LIMIT {MOST + 1}
)"""  # noqa: S608  (names and numbers of our own, as below)
RANKED_HITS = f"""
placed AS (
    SELECT *, row_number() OVER (ORDER BY (heading @@ %(strict)s::tsquery)::int
        + (heading @@ %(wide)s::tsquery)::int DESC, published_at DESC, id DESC) AS place FROM hits
),
ranked AS (
    SELECT id, row_number() OVER (ORDER BY CASE WHEN place <= {RANKED} THEN
        2 * ts_rank(search, %(strict)s::tsquery) + ts_rank(search, %(wide)s::tsquery) ELSE 0 END DESC, place
    ) AS place FROM placed
),
"""  # noqa: S608
SORTED_HITS = "ranked AS (SELECT id, row_number() OVER (ORDER BY {order}) AS place FROM hits),"
ANSWER = """
page AS (SELECT id, place FROM ranked ORDER BY place LIMIT %(size)s OFFSET %(skip)s)
SELECT (SELECT count(*) FROM hits), (SELECT coalesce(array_agg(id ORDER BY place), '{{}}') FROM page),
    (SELECT coalesce(jsonb_object_agg(facet, number), '{{}}') FROM ({counts}) AS counted)
"""
COUNT = """
SELECT facet, count(*) AS number FROM (SELECT unnest(facets) AS facet FROM {name}) AS {name}_facets
WHERE {which} GROUP BY facet
"""
COUNT_KINDS = "SELECT '{key}:' || kind, count(*) FROM {name} GROUP BY kind"
KEPT_COUNT = """
SELECT facet, sum(number) FROM core_facetcount WHERE audience = ANY(%(audiences)s) AND {kinds}
AND facet LIKE '{name}:%%' GROUP BY facet
"""
LEAFED = "SELECT id FROM core_thread WHERE {conditions} ORDER BY {order} LIMIT %(size)s OFFSET %(skip)s"


def values_of(asked: Asked, *, strict: str, wide: str) -> dict[str, Any]:
    """What the questions below are filled in with; the first two are tsqueries."""
    pairs = [f"@{kind}/{audience}" for kind in asked.kinds or [""] for audience in sorted(asked.audiences)]
    return {
        "audiences": sorted(asked.audiences),
        "everywhere": [f"@/{audience}" for audience in sorted(asked.audiences)],
        "placed": pairs,
        "kinds": list(asked.kinds),
        "kind": asked.kinds[0] if asked.kinds else "",
        "strict": strict,
        "wide": wide,
        "size": min(asked.size, MOST),
        "skip": (asked.page - 1) * asked.size,
        "from_day": asked.from_day,
        "before_day": asked.before_day,
        **{f"facet_{name}": [f"{name}:{value}" for value in given] for name, given in asked.chosen.items()},
    }


def hits_sql(asked: Asked) -> str:
    """Gives one row: the number of hits up to `MOST` + 1, the page's ids, and the numbers under each facet.

    Under a facet that is chosen, its other values count without it.
    """
    chosen = asked.chosen
    parts = [_candidates(HITS, asked, chosen)]
    counts = [COUNT.format(name=HITS, which=_other_than(chosen))]
    if not (asked.count_kinds and asked.kinds):
        counts.append(COUNT_KINDS.format(name=HITS, key=KIND))
    else:
        parts.append(_candidates("but_kind", asked, chosen, all_kinds=True))
        counts.append(COUNT_KINDS.format(name="but_kind", key=KIND))
    for name in chosen:
        others = {key: given for key, given in chosen.items() if key != name}
        if not others and not asked.question and not asked.by_day:
            kinds = "kind = ANY(%(kinds)s)" if asked.kinds else "true"
            counts.append(KEPT_COUNT.format(name=name, kinds=kinds))
            continue
        parts.append(_candidates(f"but_{name}", asked, others))
        counts.append(COUNT.format(name=f"but_{name}", which=f"facet LIKE '{name}:%%'"))
    ranked = RANKED_HITS if _is_ranked(asked) else SORTED_HITS.format(order=SORTS[asked.sort])
    answer = ANSWER.format(counts=" UNION ALL ".join(counts))
    slices = SLICES.format(**(BY_WORDS if asked.question else BY_FACETS))
    return f"WITH {slices}, {', '.join(parts)}, {ranked} {answer}"


def leafed_sql(asked: Asked) -> str:
    """The page's ids where there are more hits than are gathered: straight from the index of the order."""
    conditions = _conditions(asked, asked.chosen)
    return LEAFED.format(conditions=" AND ".join(conditions), order=SORTS[asked.sort])


def _candidates(name: str, asked: Asked, chosen: Mapping[str, object], *, all_kinds: bool = False) -> str:
    """Those called `hits` are shown; of all others only numbers are wanted, so that any of them will do."""
    columns = COUNTED if name != HITS else WEIGHED if _is_ranked(asked) else SORTED
    if asked.by_day:
        conditions = " AND ".join(_conditions(asked, chosen, all_kinds=all_kinds))
        order = f"ORDER BY {_first(asked)}" if name == HITS else ""
        return BY_DAY.format(name=name, columns=columns, conditions=conditions, order=order)
    marks = [f"marks && %({'everywhere' if all_kinds else 'placed'})s::text[]"]
    marks += [f"marks && %(facet_{key})s::text[]" for key in chosen]
    where = " AND ".join([*marks, *_conditions(asked, {}, all_kinds=all_kinds)])
    first = FIRST_OF_SLICE if name == HITS else AS_THEY_LIE
    # The newest of a slice come first. Of a large one they come as they lie: a word that only old threads
    # hold may stand in all of it.
    return WALKED.format(
        name=name,
        newest=SLICE.format(slices="newest", columns=columns, conditions=where, order=first),
        older=SLICE.format(slices="older", columns=columns, conditions=where, order=AS_THEY_LIE),
    )


def _is_ranked(asked: Asked) -> bool:
    return bool(asked.question) and asked.sort == "nyeste"


def _conditions(asked: Asked, chosen: Mapping[str, object], *, all_kinds: bool = False) -> list[str]:
    conditions = ["live", "merged_into_id IS NULL", "audience = ANY(%(audiences)s)"]
    if asked.kinds and not all_kinds:
        # One kind is asked for as such: only then is an index in order of anything within it.
        conditions.append("kind = ANY(%(kinds)s)" if len(asked.kinds) > 1 else "kind = %(kind)s")
    conditions += [f"facets && %(facet_{key})s::varchar[]" for key in chosen]
    if asked.from_day:
        conditions.append("last_day >= %(from_day)s")
    if asked.before_day:
        conditions.append("last_day < %(before_day)s")
    if asked.question:
        conditions.append("search @@ %(wide)s::tsquery")
    return conditions


def _first(asked: Asked) -> str:
    """The order in which candidates are taken by day, which an index has ready."""
    if asked.sort == "dato" and asked.from_day:
        return "last_day ASC, id ASC"
    if asked.sort == "-dato" and asked.before_day:
        return "last_day DESC, id DESC"
    return SORTS[asked.sort]


def _other_than(chosen: Mapping[str, object]) -> str:
    return " AND ".join(f"facet NOT LIKE '{name}:%%'" for name in chosen) or "true"
