"""A second factor is set up and used by keyboard, with and without scripts; a passkey by the browser."""

from __future__ import annotations

import os
import re
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.journey import Journey
from tests.browser.visitor import Visitor, visiting
from tests.partnership.factors import CODE, App

WAYS_IN = "/en/min-side/innlogging/"


def last_code_to(email: str) -> str:
    """The code in the last mail to the address, from the outbox of the portal that is served."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    database = urlunsplit(parts._replace(path=f"/browser_{os.getpid()}"))
    question = "SELECT text FROM core_outboxmessage WHERE address = %s AND secret ORDER BY id DESC LIMIT 1"
    with psycopg.connect(database) as connection:
        row = connection.execute(question, [email]).fetchone()
    assert row, f"No mail with a code to {email}."
    found = CODE.search(row[0])
    assert found, row[0]
    return found.group()


def come_in(visitor: Visitor, email: str) -> Journey:
    """Sign in by keyboard with a code from the mail, up to the second step."""
    visitor.open("/en/logg-inn/")
    journey = Journey(visitor.page).tab_to("E-mail").type(email).press("Enter").sees("Write the code")
    journey.tab_to("The code from the e-mail").type(last_code_to(email)).press("Enter")
    return journey.is_at("/en/logg-inn/tofaktor/")


def sign_out(visitor: Visitor) -> None:
    visitor.open("/en/logg-ut/")
    Journey(visitor.page).tab_to("Sign out").press("Enter").sees("You are signed out.")


@pytest.mark.parametrize(("scripts", "number"), [(True, 0), (False, 1)], ids=["scripts", "no scripts"])
def test_an_authenticator_app_is_set_up_and_asked_for_by_keyboard_alone(
    browser: Browser, portal: str, scripts: bool, number: int
) -> None:
    with visiting(browser, portal, scripts=scripts) as visitor:
        email = visitor.personas()[number]
        visitor.become(email)
        page = visitor.open(WAYS_IN)
        journey = Journey(page).tab_to("Set up an app").press("Enter").is_at(f"{WAYS_IN}app/")
        app = App(page.locator(".uk-key").inner_text().replace(" ", ""))
        journey.tab_to("Code from the app").type(app.code()).press("Enter").sees("Recovery codes")
        codes = page.locator(".uk-codes li").all_inner_texts()
        assert len(codes) == 10
        journey.tab_to("I have kept them").press("Enter").is_at(WAYS_IN).sees("You have 10 codes left")
        assert not visitor.heard()

        sign_out(visitor)
        journey = come_in(visitor, email)
        journey.tab_to("Code").type("000").press("Enter").sees("That is not the right code")
        journey.tab_to("Code").press("Control+A").type(app.code(steps=1)).press("Enter").is_at(
            "/en/min-side/"
        )

        sign_out(visitor)
        come_in(visitor, email).tab_to("Code").type(codes[0]).press("Enter").is_at("/en/min-side/")
        visitor.open(WAYS_IN)
        Journey(page).sees("You have 9 codes left").tab_to("Remove the app").press("Enter")
        Journey(page).sees("It no longer lets you in").tab_to("Remove the authenticator app").press(
            "Enter"
        ).sees("The authenticator app is removed.")


@pytest.fixture
def named(portal: str) -> str:
    """The portal by a name: browsers know no passkeys for a bare network address."""
    return portal.replace("127.0.0.1", "localhost")


def plug_in_a_key(context: BrowserContext, page: Page) -> None:
    """Let the browser have an authenticator that says yes."""
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_made_used_and_removed(browser: Browser, named: str) -> None:
    with visiting(browser, named) as visitor:
        email = visitor.personas()[2]
        visitor.become(email)
        page = visitor.page
        plug_in_a_key(visitor.context, page)
        visitor.open(f"{WAYS_IN}passnokkel/")
        Journey(page).tab_to("What you call it").type("my phone").tab_to("Make the passkey").press("Enter")
        expect(page.get_by_role("heading", name="Recovery codes", level=1)).to_be_visible()
        assert not visitor.heard()

        sign_out(visitor)
        journey = come_in(visitor, email)
        journey.tab_to("Use a passkey").press("Enter")
        expect(page).to_have_url(re.compile(r"/en/min-side/$"))
        assert not visitor.heard()

        visitor.open(WAYS_IN)
        Journey(page).sees("my phone").tab_to("Remove my phone").press("Enter")
        journey = Journey(page).sees("It no longer lets you in").tab_to("Remove the passkey")
        journey.press("Enter").sees("is removed.")


def test_a_key_that_is_not_theirs_does_not_let_in(browser: Browser, named: str) -> None:
    with visiting(browser, named) as owner:
        email = owner.personas()[3]
        owner.become(email)
        plug_in_a_key(owner.context, owner.page)
        owner.open(f"{WAYS_IN}passnokkel/")
        Journey(owner.page).tab_to("Make the passkey").press("Enter")
        expect(owner.page.get_by_role("heading", name="Recovery codes", level=1)).to_be_visible()
    with visiting(browser, named) as other:
        plug_in_a_key(other.context, other.page)
        come_in(other, email).tab_to("Use a passkey").press("Enter").sees("The passkey could not be used.")
        expect(other.page).to_have_url(re.compile(r"/en/logg-inn/tofaktor/$"))


def test_without_scripts_the_page_says_what_to_do_instead(browser: Browser, named: str) -> None:
    with visiting(browser, named, scripts=False) as visitor:
        visitor.become(visitor.personas()[4])
        page = visitor.open(f"{WAYS_IN}passnokkel/")
        expect(page.get_by_text("Passkeys need JavaScript")).to_be_visible()
        expect(page.get_by_role("button", name="Make the passkey")).to_be_hidden()
        Journey(page).tab_to(address=f"{WAYS_IN}app/").press("Enter").is_at(f"{WAYS_IN}app/")
