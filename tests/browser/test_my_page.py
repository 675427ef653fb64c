"""My page and My data with the keyboard alone, and without scripts: follow, stop, correct, change, erase."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from playwright.sync_api import Browser

from tests.browser.accessible import inspect
from tests.browser.journey import Journey
from tests.browser.visitor import Visitor, visiting

PAGES = ["/en/min-side/", "/en/min-side/data/", "/en/min-side/data/epost/", "/en/min-side/data/slett/"]


def in_the_portal(sql: str, *values: object) -> list[tuple[Any, ...]]:
    """Ask the served portal's database, which is this process's own, or change it."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(urlunsplit(parts._replace(path=f"/browser_{os.getpid()}"))) as connection:
        return connection.execute(sql, values).fetchall()


Newcomer = Callable[[str], str]


@pytest.fixture
def newcomer(portal: str) -> Iterator[Newcomer]:
    """Makes an example person of the test's own, whom it may change and erase, and gives the address.

    Afterwards they are no example any more, so that the portal has the same ones for every other test.
    """
    made = []

    def make(name: str) -> str:
        address = f"{name}@eksempel.example"
        made.extend(
            in_the_portal(
                "INSERT INTO partnership_user"
                " (email, name, password, language, mail_rhythm, is_active, is_example, created_at)"
                " VALUES (%s, %s, '!', 'en', 'at_once', true, true, now()) RETURNING id",
                address,
                name.title(),
            )
        )
        return address

    yield make
    for (pk,) in made:
        in_the_portal("UPDATE partnership_user SET is_example = false WHERE id = %s RETURNING id", pk)


def test_i_follow_a_date_and_stop_with_the_keyboard_alone(
    browser: Browser, portal: str, newcomer: Newcomer
) -> None:
    me = newcomer("follower")
    with visiting(browser, portal, me) as visitor:
        journey = Journey(visitor.open("/en/min-side/"))
        dates = journey.page.locator(".wheel-list a[href*='/arshjul/datoer/']")
        date = dates.last.get_attribute("href") or ""
        journey.tab_to(address=date).press("Enter").is_at(date)
        journey.tab_to("Follow this date").press("Enter").is_at(date).sees("You follow it.")
        faults = [*inspect(visitor.page), *visitor.heard()]
        journey = Journey(visitor.open("/en/min-side/")).sees("What you follow")
        faults += [*inspect(visitor.page), *visitor.heard()]
        journey.tab_to("Stop following").press("Enter").is_at("/en/min-side/").sees(
            "You no longer follow it."
        )
        assert visitor.page.get_by_text("What you follow").count() == 0
    assert not faults, "\n".join(faults)


def test_i_correct_my_name_and_change_my_address_with_the_keyboard_alone(
    browser: Browser, portal: str, newcomer: Newcomer
) -> None:
    me = newcomer("mover")
    with visiting(browser, portal, me) as visitor:
        journey = Journey(visitor.open("/en/min-side/"))
        journey.tab_to("My data").press("Enter").is_at("/en/min-side/data/")
        journey.tab_to("Name").press("Control+a").type("Kari Moved")
        journey.tab_to("Save your name").press("Enter").sees("Your name here is now “Kari Moved”.")
        journey.tab_to("Change your e-mail address").press("Enter").is_at("/en/min-side/data/epost/")
        journey.tab_to("New e-mail address").type("moved@eksempel.example")
        journey.tab_to("Send the link").press("Enter").sees("A mail is on its way to moved@eksempel.example.")
        journey = Journey(visitor.open(link_sent_to("moved@eksempel.example")))
        journey.tab_to("Use the new address").press("Enter").is_at("/en/min-side/data/")
        journey.sees("Your e-mail address here is now moved@eksempel.example.")
    found = in_the_portal("SELECT name FROM partnership_user WHERE email = 'moved@eksempel.example'")
    assert found == [("Kari Moved",)]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_i_am_erased_with_the_keyboard_alone(
    scripts: bool, browser: Browser, portal: str, newcomer: Newcomer
) -> None:
    me = newcomer(f"leaver{scripts:d}")
    with visiting(browser, portal, me, scripts=scripts) as visitor:
        if scripts:
            by_keyboard(visitor)
        else:
            page = visitor.open("/en/min-side/data/slett/")
            page.get_by_role("checkbox").check()
            page.locator("main").get_by_role("button", name="Erase me").click()
        assert visitor.page.url.endswith("/en/min-side/data/slettet/")
        assert "/logg-inn/" in visitor.open("/en/min-side/").url
    assert in_the_portal("SELECT id FROM partnership_user WHERE email = %s", me) == []


def by_keyboard(visitor: Visitor) -> None:
    journey = Journey(visitor.open("/en/min-side/data/"))
    journey.tab_to("Erase me").press("Enter").is_at("/en/min-side/data/slett/")
    journey.tab_to("Erase me. I know").press("Space")
    journey.tab_to("Erase me").press("Enter").sees("You are erased")


def test_my_pages_are_open_to_everyone_and_break_no_policy(
    browser: Browser, portal: str, newcomer: Newcomer
) -> None:
    me = newcomer("reader")
    faults = []
    with visiting(browser, portal, me) as visitor:
        for page in PAGES:
            visitor.open(page)
            faults += [*inspect(visitor.page), *visitor.heard()]
    assert not faults, "\n".join(faults)


def link_sent_to(address: str) -> str:
    [(text,)] = in_the_portal("SELECT text FROM core_outboxmessage WHERE address = %s", address)
    found = re.search(r"https?://[^/]+(/\S+)", text)
    assert found, f"No link in:\n{text}"
    return found[1]
