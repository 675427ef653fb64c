"""What holds for every page and answer of the portal, as everyone sees it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.guards.crawl import Crawl, route_of
from tests.guards.listing import listed
from tests.guards.nu import html_faults
from tests.guards.page_rules import RULES, missing_in_a_language
from tests.guards.world import VISITOR

# The mark has the test database made, which the crawl fills and empties before the first of these tests.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("crawl")]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_page_keeps_the_rule(rule: Callable[[Crawl], Iterator[str]], crawls: list[Crawl]) -> None:
    faults: dict[str, str] = {}
    for crawl in crawls:
        for fault in rule(crawl):
            faults.setdefault(fault, str(crawl))
    assert not faults, listed(f"{fault} ({seen_by})" for fault, seen_by in faults.items())


def test_every_page_is_there_in_all_three_languages(crawls: list[Crawl]) -> None:
    faults = list(missing_in_a_language(crawl for crawl in crawls if crawl.visitor == VISITOR))
    assert not faults, listed(faults)


def test_the_crawl_has_been_everywhere_it_says(crawls: list[Crawl]) -> None:
    """A guard that walks over nothing would be green: every visitor reaches a real number of pages."""
    for crawl in crawls:
        opened = [address for address in crawl.pages if crawl.answers[address].status == 200]
        assert len(opened) >= 15, f"{crawl} reached only {opened}"


SHAPES = 6
"""So many shapes of one route's pages are checked as HTML: more differ by what stands in them alone."""


def test_every_page_is_valid_html(crawls: list[Crawl], tmp_path: Path) -> None:
    pages: dict[str, str] = {}
    seen: set[int] = set()
    per_route: Counter[str] = Counter()
    for crawl in crawls:
        for address, page in crawl.pages.items():
            if page.skeleton not in seen and per_route[route_of(address)] < SHAPES:
                seen.add(page.skeleton)
                per_route[route_of(address)] += 1
                pages[f"{address} ({crawl})"] = crawl.answers[address].body.decode("utf-8")
    faults = html_faults(pages, tmp_path)
    assert not faults, listed(faults)
