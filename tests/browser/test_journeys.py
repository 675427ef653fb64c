"""What people come for, done with the keyboard alone."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser.journey import Journey
from tests.browser.visitor import visiting


def test_from_the_front_page_to_a_date_on_the_wheel(browser: Browser, portal: str) -> None:
    with visiting(browser, portal) as visitor:
        journey = Journey(visitor.open("/"))
        journey.tab_to(address="/arshjul/").press("Enter").is_at(r"/arshjul/(\d{4}/)?")
        journey.tab_to(address="#d-").press("Enter").is_at(r"/arshjul/(\d{4}/)?#d-.+").sees_target()


def test_from_the_front_page_to_ones_own_page(browser: Browser, portal: str) -> None:
    with visiting(browser, portal) as visitor:
        card = (
            visitor.open("/logg-inn/").locator("button[name=persona], form:has([name=persona]) button").first
        )
        person = card.locator("span:not([aria-hidden])").first.inner_text().splitlines()[0]
        journey = Journey(visitor.open("/"))
        journey.tab_to(address="/logg-inn/").press("Enter").is_at("/logg-inn/.*")
        journey.tab_to(person).press("Enter").is_at("/min-side/").sees(person)
