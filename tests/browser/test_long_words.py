"""What people write may hold a word wider than a phone: the page does not grow with it."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.test_invitation import holder_of
from tests.browser.visitor import visiting

WORD = "Kommunesammenslåingsproblematikk" * 4
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_no_page_of_a_need_with_a_very_long_word_scrolls_sideways(browser: Browser, portal: str) -> None:
    with visiting(browser, portal, holder_of(role="member", body="team"), scripts=False) as visitor:
        page = visitor.open("/en/behov/nytt/")
        page.set_viewport_size({"width": 320, "height": 800})
        page.locator("[name=title]").fill(f"{WORD}?")
        for name in ("summary", "better"):
            page.locator(f"[name={name}]").fill(WORD * 4)
        if page.locator("select[name=unit]").count():
            page.locator("select[name=unit]").select_option(index=1)
        page.locator("main form[data-draft] button").first.click()
        if page.locator("main [name=looked]").count():
            page.locator("main form[data-draft] button").first.click()
        expect(page.get_by_role("heading", name=WORD)).to_be_visible()
        need = page.url.removeprefix(portal)
        wide = []
        for address in (need, "/en/behov/", *(f"{need}{part}/" for part in ("endre", "bidra", "sla-sammen"))):
            visitor.open(address)
            if wider := page.evaluate(WIDER):
                wide.append(f"{address} is {wider} px too wide")
    assert not wide, "\n".join(wide)
