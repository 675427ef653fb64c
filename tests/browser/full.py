"""The full product: every page × everyone × language × width × scheme. Slow, so it is asked for by name:

python -m pytest tests/browser/full.py
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.accessible import inspect_fully
from tests.browser.visitor import VISITOR, visiting
from tests.guards.crawl import LANGUAGES
from tests.guards.world import starts


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_open_to_everyone_everywhere(browser: Browser, portal: str, language: str) -> None:
    with visiting(browser, portal) as visitor:
        people = [VISITOR, *visitor.personas()]
    faults = []
    for persona in people:
        with visiting(browser, portal, persona) as visitor:
            for address in visitor.crawl(language, starts(language)).pages:
                found = [*inspect_fully(visitor.open(address)), *visitor.heard()]
                faults += [f"{address} ({persona}): {fault}" for fault in found]
    assert not faults, "\n" + "\n".join(faults)
