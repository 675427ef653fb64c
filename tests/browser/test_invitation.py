"""From a proposal to a seat, with the keyboard alone: the team, the leader, and the one who is asked."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from playwright.sync_api import Browser, Page

from tests.browser.accessible import inspect
from tests.browser.journey import MOST_STOPS, Journey
from tests.browser.server import ROOT
from tests.browser.test_running_the_wheel import ask
from tests.browser.test_second_factor import last_code_to
from tests.browser.visitor import Visitor, visiting

NEWCOMER = "newcomer@test.example"


def holder_of(*, role: str, body: str) -> str:
    """The address of an example person with such a seat."""
    [(email,), *_others] = ask(
        "SELECT u.email FROM partnership_user u JOIN partnership_tenure t ON t.user_id = u.id"
        " JOIN partnership_seat s ON s.id = t.seat_id JOIN partnership_body b ON b.id = s.body_id"
        " WHERE s.role = %s AND b.kind = %s AND u.is_example ORDER BY u.id",
        role,
        body,
    )
    return str(email)


def free_seat() -> tuple[int, str, str]:
    """A seat in the steering group nobody holds: its key in the database, its own key, and its title."""
    [found, *_others] = ask(
        "SELECT s.id, s.key, s.title->>'en' FROM partnership_seat s"
        " JOIN partnership_body b ON b.id = s.body_id WHERE b.kind = 'steering' AND NOT EXISTS"
        " (SELECT 1 FROM partnership_tenure t WHERE t.seat_id = s.id) ORDER BY s.position"
    )
    return found


def tenures_of(seat: int) -> list[tuple[Any, ...]]:
    return ask(
        "SELECT u.email, t.part FROM partnership_tenure t JOIN partnership_user u ON u.id = t.user_id"
        " WHERE t.seat_id = %s",
        seat,
    )


def send_mail(portal: str) -> None:
    """What the worker does: the served portal's outbox is emptied into the demo's mailbox."""
    code = "from portal.core.workflows.outbox import drain; drain(worker='test')"
    environment = os.environ | {
        "DATABASE_URL": database(),
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "BASE_URL": portal,
        "DEMO": "1",
        "EMAIL_URL": "mailbox:",
    }
    command = [sys.executable, "-c", f"import django; django.setup(); {code}"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)


def database() -> str:
    """The served portal's, which is this process's own."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(parts._replace(path=f"/browser_{os.getpid()}"))


def test_the_team_proposes_a_leader_says_yes_and_the_invited_holds_the_seat(
    browser: Browser, portal: str
) -> None:
    seat, key, title = free_seat()
    faults: list[str] = []
    with visiting(browser, portal, holder_of(role="member", body="team")) as team:
        faults += propose(team, seat)
    with visiting(browser, portal, holder_of(role="leader", body="steering")) as leader:
        faults += say_yes(leader, title)
    send_mail(portal)
    with visiting(browser, portal) as invited:
        faults += answer(invited, title)
        Journey(invited.page).is_at(f"/en/folk/verv/{key}/").sees("What comes with the seat")
    assert not faults, "\n".join(faults)
    assert tenures_of(seat) == [(NEWCOMER, "holder")]


def propose(team: Visitor, seat: int) -> Iterator[str]:
    journey = Journey(team.open("/en/min-side/"))
    journey.tab_to(address="/en/folk/").press("Enter").is_at("/en/folk/")
    yield from looked_at(team)
    journey.tab_to("Invite somebody").press("Enter").is_at("/en/folk/inviter/")
    journey.tab_to("To a seat").press("Enter").is_at(r"/en/folk/inviter/\?til=verv")
    page = journey.page
    _tab_to_field(page, "seat")
    while page.locator("[name=seat]").input_value() != str(seat):
        page.keyboard.press("ArrowDown")
    _tab_to_field(page, "name")
    journey.type("New Comer")
    _tab_to_field(page, "email")
    journey.type(NEWCOMER)
    _tab_to_field(page, "language")
    journey.type("English")
    yield from looked_at(team)
    _tab_to_the_button(page)
    journey.press("Enter").sees("Nothing has been sent yet")
    yield from looked_at(team)
    journey.tab_to("Propose it").press("Enter").sees("Your proposal is made")


def say_yes(leader: Visitor, title: str) -> Iterator[str]:
    journey = Journey(leader.open("/en/min-side/"))
    journey.sees(f"Say yes or no: {title}").tab_to("See the proposal").press("Enter").sees(NEWCOMER)
    yield from looked_at(leader)
    journey.tab_to("Say yes and send it").press("Enter").sees("The invitation is sent")


def answer(invited: Visitor, title: str) -> Iterator[str]:
    journey = Journey(invited.open("/en/demo/postkasse/"))
    journey.tab_to(f"Example: You are asked to take a seat: {title}").press("Enter")
    journey.is_at(r"/en/demo/postkasse/\d+/")
    journey.tab_to("See what it is about").press("Enter").is_at("/en/invitasjon/[^/]+/").sees(title)
    yield from looked_at(invited)
    journey.tab_to("Get a code by e-mail").press("Enter").is_at(r"/en/logg-inn/kode/bekreft/\?next=.*")
    journey.tab_to("The code from the e-mail").type(last_code_to(NEWCOMER)).press("Enter")
    journey.is_at("/en/invitasjon/[^/]+/").sees("If you say yes, New Comer is the one who has it")
    yield from looked_at(invited)
    journey.tab_to("Say yes").press("Enter")


def looked_at(visitor: Visitor) -> list[str]:
    return [*inspect(visitor.page), *visitor.heard()]


def _tab_to_field(page: Page, name: str) -> None:
    _tab_until(page, f"document.activeElement.name === '{name}'")


def _tab_to_the_button(page: Page) -> None:
    """A date has three stops and a button of its own, so this counts no stops and only looks where it is."""
    _tab_until(page, "document.activeElement.matches('main form button')")


def _tab_until(page: Page, there: str) -> None:
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate(there):
            return
    raise AssertionError(f"Tab never comes to where {there}.")
