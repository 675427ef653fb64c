"""The whole way in at a provider and back, with the keyboard alone, for each kind of person and provider."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from playwright.sync_api import Browser

from tests.browser.accessible import inspect
from tests.browser.journey import Journey
from tests.browser.server import served_portal
from tests.browser.visitor import Visitor, visiting
from tests.guards.world import partnership_file
from tests.oidc.people import from_ansattporten, from_entra, from_feide
from tests.oidc.provider import Person, Provider, running_provider
from tests.oidc.settings import environment

NAME = "way_in"
GOAL = "/en/styring/"
WELCOME, RETURNED = r"/en/velkommen/\?.*", r"/logg-inn/.*/retur/.*"


def partners() -> dict[str, tuple[str, str]]:
    """Kind of partner → key and organisation number, from the file the portal loads."""
    read = tomllib.loads(partnership_file().read_text())["partners"]
    return {each["kind"]: (each["key"], each["organisation_number"]) for each in reversed(read)}


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with running_provider() as running:
        yield running


@pytest.fixture(scope="module")
def portal_with_providers(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A portal that knows the provider, and where those who decide must have a second factor."""
    also = environment(provider.issuer, entra=partners()["municipality"][0]) | {"SECOND_FACTOR": "required"}
    log = tmp_path_factory.mktemp(NAME) / "portal.log"
    with served_portal(log, name=NAME, also=also) as address:
        yield address


@pytest.fixture
def visitor(browser: Browser, portal_with_providers: str, provider: Provider) -> Iterator[Visitor]:
    provider.__init__(provider.issuer, asks=True)  # type: ignore[misc]
    with visiting(browser, portal_with_providers) as visitor:
        yield visitor


def ask(sql: str, *values: object) -> list[tuple[Any, ...]]:
    parts = urlsplit(os.environ["DATABASE_URL"])
    address = urlunsplit(parts._replace(path=f"/{NAME}_{os.getpid()}"))
    with psycopg.connect(address, autocommit=True) as connection:
        done = connection.execute(sql, values)
        return done.fetchall() if done.description else []


def places_of(email: str) -> list[tuple[Any, ...]]:
    """Kind of partner, kind of unit and role of each place that has not ended."""
    return ask(
        "SELECT p.kind, u.kind = 'whole', a.role FROM partnership_affiliation a"
        " JOIN partnership_user x ON x.id = a.user_id JOIN partnership_unit u ON u.id = a.unit_id"
        " JOIN partnership_partner p ON p.id = u.partner_id WHERE x.email = %s AND a.last_day IS NULL",
        email,
    )


def arrive(visitor: Visitor, button: str, at: str = WELCOME) -> Journey:
    """From sign-in, on the way to a page, to the provider and back."""
    visitor.open(f"/en/logg-inn/?next={GOAL}")
    assert inspect(visitor.page) == []
    journey = Journey(visitor.page).tab_to(f"Sign in with {button}").press("Enter")
    return journey.sees("Provider").tab_to("Continue").press("Enter").is_at(at)


def test_a_municipal_employee_names_their_unit_and_arrives(visitor: Visitor, provider: Provider) -> None:
    number = partners()["municipality"][1]
    provider.person = from_feide("employee", number=number, sub="kari", email="kari@work.example")
    journey = arrive(visitor, "Feide").sees("Which unit do you work in?")
    assert inspect(visitor.page) == []
    assert visitor.heard() == []
    journey.tab_to("Which unit do you work in?").press("ArrowDown")
    journey.tab_to("Save and go on").press("Enter").is_at(GOAL)
    assert places_of("kari@work.example") == [("municipality", False, "employee")]


def test_a_university_employee_skips_the_question_and_arrives(visitor: Visitor, provider: Provider) -> None:
    number = partners()["university"][1]
    provider.person = from_feide("faculty", number=number, sub="per", email="per@campus.example")
    arrive(visitor, "Feide").tab_to("Skip this").press("Enter").is_at(GOAL)
    assert places_of("per@campus.example") == [("university", True, "employee")]


def test_a_student_is_asked_for_language_only(visitor: Visitor, provider: Provider) -> None:
    number = partners()["university"][1]
    provider.person = from_feide("student", number=number, sub="nora", email="nora@campus.example")
    journey = arrive(visitor, "Feide")
    assert visitor.page.get_by_label("Which unit do you work in?").count() == 0
    journey.tab_to("Save and go on").press("Enter").is_at(GOAL)
    assert places_of("nora@campus.example") == [("university", True, "student")]


def test_an_employee_comes_by_entra(visitor: Visitor, provider: Provider) -> None:
    provider.person = from_entra()
    arrive(visitor, "Microsoft").tab_to("Save and go on").press("Enter").is_at(GOAL)
    assert places_of("ola@work.example") == [("municipality", True, "employee")]


def test_ansattporten_tells_no_address_and_says_how_to_go_on(visitor: Visitor, provider: Provider) -> None:
    provider.person = from_ansattporten(partners()["municipality"][1])
    journey = arrive(visitor, "Ansattporten", at=RETURNED).sees("Ask the partnership team for an invitation")
    assert inspect(visitor.page) == []
    journey.tab_to("Go to the sign-in page").press("Enter").is_at(r"/en/logg-inn/\?next=.*")


@pytest.mark.parametrize("body", ["team", "steering"])
def test_who_decides_comes_in_with_the_provider_s_second_factor(
    visitor: Visitor, provider: Provider, body: str
) -> None:
    known_at_provider(body)
    provider.person = Person(body, claims={"amr": ["pwd", "mfa"]})
    arrive(visitor, "Feide", at=GOAL)
    visitor.open("/en/min-side/")
    Journey(visitor.page).is_at("/en/min-side/")


def test_who_decides_is_asked_for_a_second_factor_where_the_provider_attests_none(
    visitor: Visitor, provider: Provider
) -> None:
    known_at_provider("team")
    provider.person = Person("team", claims={"amr": ["pwd"]})
    arrive(visitor, "Feide", at=r"/en/min-side/innlogging/.*")


def known_at_provider(body: str) -> None:
    """Tie an example person who sits in a body of that kind to the provider's `sub` of the same name."""
    ask(
        "INSERT INTO socialaccount_socialaccount"
        " (user_id, provider, uid, last_login, date_joined, extra_data)"
        " SELECT u.id, 'feide', %s, now(), now(), '{}' FROM partnership_user u"
        " JOIN partnership_tenure t ON t.user_id = u.id JOIN partnership_seat s ON s.id = t.seat_id"
        " JOIN partnership_body b ON b.id = s.body_id"
        " WHERE u.is_example AND b.kind = %s AND s.role IN ('member', 'leader') ORDER BY u.id LIMIT 1"
        " ON CONFLICT DO NOTHING",
        body,
        body,
    )
