"""What programs are given page by page costs the same however many rows there are."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.core.models import Thread
from portal.core.queries.published import IN_A_FILE, Place, page_after, site_map_file, site_map_files

MANY = """
INSERT INTO core_thread (kind, key, title, lead, words, language, address, audience, state, live, exempt,
    example, facets, precision, published_at, changed_at, title_key)
SELECT 'boat', 'b' || i, '{"nb": "Båt"}', '{}', '', '', '/bater/b' || i || '/', 'public', '', true, false,
    false, '{}', 'date', %s - (i / 3) * interval '1 minute', now(), '' FROM generate_series(1, %s) AS i
"""
NOW = datetime(2027, 4, 1, tzinfo=UTC)


@pytest.fixture
def many(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(MANY, [NOW, 6000])
        cursor.execute("ANALYZE core_thread")


def blocks_read(asked: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {asked}")
        plan = cursor.fetchone()[0]
    top = (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]
    return int(top["Shared Hit Blocks"]) + int(top["Shared Read Blocks"])


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("far", [10, 3000, 5900])
def test_a_page_reads_as_little_far_back_as_at_the_beginning(far: int) -> None:
    start = Place.of(Thread.objects.filter(kind="boat").order_by("-published_at", "-pk")[far])
    with CaptureQueriesContext(connection) as asked:
        found, end = page_after("boat", start, 50)
    assert len(found) == 50
    assert end is not None
    assert blocks_read(asked[0]["sql"]) < 120


@pytest.mark.usefixtures("many")
def test_the_files_of_the_site_map_hold_everything_once_and_none_holds_too_much() -> None:
    files = [site_map_file(number) or [] for number in site_map_files()]
    addresses = [address for file in files for address, _changed in file]
    assert len(addresses) == len(set(addresses)) == 6000
    assert max(map(len, files)) <= IN_A_FILE


@pytest.mark.parametrize("text", ["", "1", "-1-1", "1-", "1-1-1", "1 -1", "९-९", "1" * 18 + "-1"])
def test_what_is_no_place_is_not_read_as_one(text: str) -> None:
    with pytest.raises(ValueError, match="not where a page ended"):
        Place.read(text)


def test_a_place_is_read_as_it_was_written() -> None:
    place = Place(NOW + timedelta(microseconds=7), 42)
    assert Place.read(str(place)) == place
