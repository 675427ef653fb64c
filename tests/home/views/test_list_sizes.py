"""A full page of each list stays small enough to come quickly over a poor connection."""

from __future__ import annotations

import gzip

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.core.workflows.fill import fill

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("partnership")]

ROWS = 20
MOST, MOST_ZIPPED, MOST_QUERIES = 20_000, 5_000, 4
LISTS = ["/arrangementer/?tid=alle", "/behov/", "/prosjekter/", "/studentoppgaver/"]


@pytest.mark.parametrize("address", LISTS)
def test_a_full_page_of_a_list_is_small(address: str) -> None:
    fill(600)
    client = Client()
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(f"{address}{'&' if '?' in address else '?'}utm=1").content
    assert page.count(b"<li><div><h2>") == ROWS
    assert len(page) <= MOST
    assert len(gzip.compress(page, 6)) <= MOST_ZIPPED
    assert len(asked) <= MOST_QUERIES
