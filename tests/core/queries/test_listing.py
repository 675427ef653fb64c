"""Lists and searches do bounded work, and count and page rightly, however many threads there are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from portal.core.models import FacetCount, Thread
from portal.core.queries.hits import hits_sql, values_of
from portal.core.queries.listing import Asked, find
from portal.core.queries.vocabulary import look_up
from portal.core.rules.query_words import strict_query, wide_query, words_of

PUBLIC = frozenset({"public"})
FEW, MANY = 1_000, 24_000
APART, FIRST_ID = 50, 1_000_000
"""Ids lie apart, so that they span as many slices as 1 200 000 threads do."""
START = datetime(2020, 1, 1, tzinfo=UTC)

FILL = """
INSERT INTO core_thread (id, kind, key, title, lead, words, language, address, audience, state, live, exempt,
    example, facets, precision, published_at, changed_at, title_key)
SELECT {first} + n * {apart}, 'need', 'n' || n, jsonb_build_object('nb', 'Sak ' || n), '{{}}',
    'kommune ' || CASE WHEN n %% 50 = 0 THEN 'sjelden' ELSE '' END
        || CASE WHEN n <= 500 THEN ' gammel' ELSE '' END, 'nb', '/x/', 'public', '', true, false, false,
    ARRAY['tema:' || n %% 7, 'ar:' || 2020 + n * 6 / {rows}], 'date',
    timestamptz '2020-01-01' + n * interval '1 minute', timestamptz '2020-01-01', 'sak'
FROM generate_series(%s, %s) AS n
"""

QUESTIONS: dict[str, dict[str, Any]] = {
    "a word in every row": {"question": "kommune"},
    "a word in one of fifty": {"question": "sjelden"},
    "a word that only the oldest have": {"question": "gammel"},
    "a common word, deep": {"question": "kommune", "page": 40},
    "a facet": {"facets": {"tema": ["3"]}},
    "a facet of the oldest": {"facets": {"ar": ["2020"]}},
    "two facets and a word": {"facets": {"tema": ["3"], "ar": ["2021"]}, "question": "kommune"},
}


@pytest.fixture(scope="module")
def work(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest
) -> Iterator[dict[str, tuple[int, int]]]:
    """How many pages of the database each question reads among few threads, and among many."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        _fill(1, FEW)
        few = {name: _pages_read(Asked(audiences=PUBLIC, **asked)) for name, asked in QUESTIONS.items()}
        _fill(FEW + 1, MANY)
        many = {name: _pages_read(Asked(audiences=PUBLIC, **asked)) for name, asked in QUESTIONS.items()}
        yield {name: (few[name], many[name]) for name in QUESTIONS}
        Thread.objects.filter(kind="need")._raw_delete("default")
        FacetCount.objects.filter(kind="need").delete()


def _fill(first: int, last: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FILL.format(rows=MANY, first=FIRST_ID, apart=APART), [first, last])
        cursor.execute("ANALYZE core_thread")


def _pages_read(asked: Asked) -> int:
    known = look_up(words_of(asked.question)) if asked.question else []
    values = values_of(asked, strict=strict_query(known), wide=wide_query(known))
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {hits_sql(asked)}", values)
        told = cursor.fetchone()[0]
    plan = (json.loads(told) if isinstance(told, str) else told)[0]["Plan"]
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_work_does_not_grow_with_the_threads(work: dict[str, tuple[int, int]], name: str) -> None:
    few, many = work[name]
    assert many < 3 * few + 1500, f"{few} pages at {FEW} threads, {many} at {MANY}"


@pytest.fixture
def filled(db: None) -> None:
    _fill(1, 1200)


def test_beyond_a_thousand_hits_a_list_says_so(filled: None) -> None:
    found = find(Asked(audiences=PUBLIC, question="kommune"))
    assert (found.number, found.more) == (1000, True)
    found = find(Asked(audiences=PUBLIC, question="sjelden"))
    assert (found.number, found.more) == (24, False)


def test_pages_of_a_search_hold_each_hit_once(filled: None) -> None:
    pages = [find(Asked(audiences=PUBLIC, question="kommune", page=page)).threads for page in range(1, 51)]
    keys = [thread.key for page in pages for thread in page]
    assert len(keys) == len(set(keys)) == 1000


def test_the_newest_come_first_whatever_is_chosen(filled: None) -> None:
    for facets in ({}, {"tema": ["3"]}, {"tema": ["0", "1", "2", "3", "4", "5"]}):
        threads = find(Asked(audiences=PUBLIC, facets=facets)).threads
        chosen = Thread.objects.filter(kind="need")
        if facets:
            chosen = chosen.filter(facets__overlap=[f"tema:{value}" for value in facets["tema"]])
        assert [thread.pk for thread in threads] == list(
            chosen.order_by("-published_at").values_list("pk", flat=True)[:20]
        )


def test_facets_count_exactly_and_without_themselves(filled: None) -> None:
    found = find(Asked(audiences=PUBLIC, facets={"tema": ["3"]}))
    assert found.number == Thread.objects.filter(facets__contains=["tema:3"]).count()
    for value in range(7):
        counted = Thread.objects.filter(facets__contains=[f"tema:{value}"]).count()
        assert found.counts[f"tema:{value}"] == counted


def test_a_list_sorted_by_title_is_sorted_beyond_a_thousand_too(filled: None) -> None:
    Thread.objects.filter(key="n7").update(title_key="aaa")
    found = find(Asked(audiences=PUBLIC, facets={"tema": [str(n) for n in range(7)]}, sort="tittel"))
    assert found.more
    assert found.threads[0].key == "n7"


def test_a_thread_published_later_is_found_at_once(db: None) -> None:
    at = START + timedelta(days=1)
    thread = Thread.objects.create(
        kind="need", key="x", audience="own", live=False, published_at=at, changed_at=at
    )
    thread.title = type(thread.title)(nb="Nattergal")
    thread.audience, thread.live = "public", True
    thread.save()
    assert [one.key for one in find(Asked(audiences=PUBLIC, question="nattergal")).threads] == ["x"]
    Thread.objects.filter(pk=thread.pk).update(live=False)
    assert find(Asked(audiences=PUBLIC, question="nattergal")).threads == []
