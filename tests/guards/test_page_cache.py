"""Every page a visitor reads may be kept; every table it shows closes the page cache when it is written."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext

from portal.core.page_cache.page import may_be_kept, page_key
from portal.core.page_cache.tables import ALONG, is_quiet
from tests.guards.crawl import crawl, through
from tests.guards.listing import listed
from tests.guards.world import fill, starts

TABLE = re.compile(r"\b(?:FROM|JOIN)\s+\"(\w+)\"")
#: Where a visitor posts a form: pages of their own, that nothing else depends on.
FORMS = {"/logg-inn/", "/logg-inn/kode/"}


class Visitor(Client):
    """Remembers the tables its pages were made from, and the pages that can't be kept."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: set[str] = set()
        self.not_kept: list[str] = []

    def get(self, path: str, *args: object, **kwargs: object) -> Any:  # type: ignore[override]
        with CaptureQueriesContext(connection) as asked:
            response = super().get(path, *args, **kwargs)  # type: ignore[arg-type]
        request = RequestFactory().get(path)
        if response.status_code == 200 and page_key(request):
            self.tables |= {name for query in asked for name in TABLE.findall(query["sql"])}
            is_page = response.headers.get("Content-Type", "").startswith("text/html")
            if is_page and not may_be_kept(request, response):
                self.not_kept.append(path)
        return response


@pytest.fixture
def visitor(db: None) -> Visitor:
    """Who has seen every page there is for visitors."""
    client = Visitor()
    with override_settings(DEMO=True):
        fill()
        crawl(through(client), starts("nb"), visitor="visitor", language="nb")
    return client


def test_what_visitors_read_closes_the_cache_and_stands_in_no_form(visitor: Visitor) -> None:
    assert "events_entry" in visitor.tables
    overlooked = sorted(name for name in visitor.tables if is_quiet(name) and name not in ALONG)
    assert not overlooked, f"Pages show these tables, so they are not quiet: {overlooked}"
    not_kept = [path for path in visitor.not_kept if path.partition("?")[0] not in FORMS]
    assert not not_kept, listed(f"{path} can't be kept for visitors" for path in not_kept)
