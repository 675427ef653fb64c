"""The portal says the same with scripts turned off."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.distinct import Distinct
from tests.browser.planted import planted_page
from tests.browser.visitor import Visitor, visiting
from tests.guards.crawl import DEFAULT_LANGUAGE


def words_of(visitor: Visitor, address: str, *, scripts: bool = True) -> str:
    """What stands in `main` for the eye, as one line.

    An editor is no word of the page: without scripts the same text stands in a field for text. It comes after
    the page, in the place of that field, and is waited for.
    """
    main = visitor.open(address).locator("main")
    if scripts:
        expect(main.locator("textarea[data-rich-text]:not([hidden])")).to_have_count(0)
    main.locator(".uk-rich").evaluate_all("editors => editors.forEach(editor => editor.remove())")
    return " ".join(main.inner_text().split())


def test_every_distinct_page_says_the_same_without_scripts(browser: Browser, portal: str) -> None:
    with visiting(browser, portal) as scripted, visiting(browser, portal, scripts=False) as bare:
        addresses = Distinct().pages(scripted, DEFAULT_LANGUAGE)
        differing = [
            address
            for address in addresses
            if words_of(scripted, address) != words_of(bare, address, scripts=False)
        ]
    assert not differing, f"These say something else without scripts: {', '.join(differing)}"


def test_words_written_by_a_script_are_caught(browser: Browser) -> None:
    script = {"/a.js": "document.querySelector('main').append('Only with scripts')"}
    main = "<p>Boats</p><script src='/a.js'></script>"
    with planted_page(browser, main, files=script) as scripted:
        assert "Only with scripts" in words_of(scripted, "/")
    with planted_page(browser, main, files=script, scripts=False) as bare:
        assert words_of(bare, "/", scripts=False) == "A page Boats"
