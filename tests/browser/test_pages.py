"""Every distinct page, as everyone sees it: axe-core, contrast, target size, overflow, policy and console."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from playwright.sync_api import Browser

from tests.browser.accessible import inspect
from tests.browser.distinct import Distinct
from tests.browser.visitor import VISITOR, Visitor, visiting
from tests.guards.crawl import DEFAULT_LANGUAGE, LANGUAGES

OTHER_LANGUAGES = [language for language in LANGUAGES if language != DEFAULT_LANGUAGE]
# A guard that looks at nothing is green: so many distinct pages there are at least.
FEWEST = 20


def faults_of(visitor: Visitor, addresses: Iterable[str]) -> list[str]:
    """Each fault with its address and who sees it."""
    found = []
    for address in addresses:
        page = visitor.open(address)
        found += [f"{address} ({visitor.name}): {fault}" for fault in [*inspect(page), *visitor.heard()]]
    return found


def test_every_distinct_page_is_open_to_everyone(browser: Browser, portal: str) -> None:
    """In bokmål, as everyone."""
    distinct, faults = Distinct(), []
    with visiting(browser, portal) as visitor:
        people = visitor.personas()
    for persona in (VISITOR, *people):
        with visiting(browser, portal, persona) as visitor:
            faults += faults_of(visitor, distinct.pages(visitor, DEFAULT_LANGUAGE))
    assert len(distinct) >= FEWEST, f"Only {len(distinct)} pages were found to look at."
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_every_distinct_page_is_open_to_everyone_in_another_language(
    browser: Browser, portal: str, language: str
) -> None:
    with visiting(browser, portal, VISITOR) as visitor:
        faults = faults_of(visitor, Distinct().pages(visitor, language))
    assert not faults, "\n" + "\n".join(faults)
