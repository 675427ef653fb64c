"""Who reads of a thing, and what is left of it when it is withdrawn, closed or not for everyone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.core.models.thread import Relation
from portal.core.text import Text
from portal.core.threads import Maker, makers
from portal.core.workflows.thread import link
from portal.partnership.rules.standing import is_inside
from tests.cast import Cast
from tests.events.factories import EntryFactory
from tests.threads_app.declared import BoatFactory

pytestmark = pytest.mark.usefixtures("boats")

EVERYWHERE = ("/bater/", "/bater/?q={}", "/bater/?format=csv", "/bater/?format=atom")


def get(address: str, client: Client | None = None) -> str:
    response = (client or Client()).get(address)
    assert response.status_code == 200
    return unescape(response.content.decode())


def is_listed(slug: str, word: str, client: Client | None = None) -> list[bool]:
    return [f"/bater/{slug}/" in get(address.format(word), client) for address in EVERYWHERE]


@pytest.fixture
def employee(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.employee)
    return client


@pytest.fixture
def _sail_away() -> Iterator[None]:
    makers.register(
        "sail",
        Maker(
            label="Sail away",
            from_kinds=frozenset({"boat"}),
            url=lambda thread: f"/ny/?fra={thread.pk}",
            may=lambda reader, _thread: is_inside(reader),
        ),
    )
    yield
    makers.unregister("sail")


def test_what_is_for_the_partners_is_listed_to_them_alone(employee: Client) -> None:
    BoatFactory.create(slug="skib", name=Text(nb="Skibladner"), shown_to="partners")
    assert is_listed("skib", "skibladner") == [False] * 4
    assert is_listed("skib", "skibladner", employee) == [True] * 4
    assert Client().get("/bater/skib/").status_code == 404
    assert employee.get("/bater/skib/").status_code == 200


def test_what_is_somebodys_own_is_listed_to_nobody(employee: Client) -> None:
    BoatFactory.create(slug="skib", name=Text(nb="Skibladner"), shown_to="own")
    assert is_listed("skib", "skibladner", employee) == [False] * 4
    assert employee.get("/bater/skib/").status_code == 404


def test_what_is_withdrawn_is_listed_no_more_and_its_page_says_so() -> None:
    boat = BoatFactory.create(slug="skib", name=Text(nb="Skibladner"))
    assert is_listed("skib", "skibladner") == [True] * 4
    boat.state = "sunk"
    boat.save()
    assert is_listed("skib", "skibladner") == [False] * 4
    page = get("/bater/skib/")
    assert "Sunk" in page
    assert '<meta name="robots" content="noindex">' in page


def test_what_is_exempt_stands_under_its_neutral_title_and_no_word_of_it_anywhere() -> None:
    BoatFactory.create(
        slug="skib",
        name=Text(nb="Skibladner"),
        summary=Text(nb="Taushetsbelagt."),
        story="Lekkasje.",
        closed=True,
    )
    for address in ("/bater/", "/bater/?format=csv", "/bater/?format=atom", "/bater/skib/"):
        page = get(address)
        assert "En båt" in page
        for word in ("Skibladner", "Taushetsbelagt", "Lekkasje"):
            assert word not in page
    for word in ("skibladner", "taushetsbelagt", "lekkasje"):
        assert "/bater/skib/" not in get(f"/bater/?q={word}")


def test_going_exempt_later_takes_the_words_away_at_once() -> None:
    boat = BoatFactory.create(slug="skib", name=Text(nb="Skibladner"), story="Lekkasje.")
    other = BoatFactory.create(slug="jakt")
    link(boat.thread, other.thread, Relation.BECAME)
    assert "Skibladner" in get("/bater/jakt/")
    boat.closed = True
    boat.save()
    assert "/bater/skib/" not in get("/bater/?q=lekkasje")
    assert "Skibladner" not in get("/bater/jakt/")
    assert "En båt" in get("/bater/jakt/")


@pytest.mark.usefixtures("_sail_away")
def test_who_may_make_something_of_a_thing_finds_the_way_on_its_page(employee: Client) -> None:
    boat = BoatFactory.create(slug="skib")
    way = f'href="/ny/?fra={boat.thread_id}"'
    assert way in get("/bater/skib/", employee)
    assert way not in get("/bater/skib/")


def test_a_thing_alone_says_that_nothing_has_come_of_it() -> None:
    BoatFactory.create(slug="skib")
    page = get("/en/bater/skib/")
    assert "Nothing has come of it yet." in page
    assert 'class="uk-thread"' not in page


def test_things_of_one_kind_share_a_stop_and_the_one_that_is_read_has_its_own() -> None:
    first = BoatFactory.create(slug="first")
    for slug in ("a", "b"):
        link(first.thread, BoatFactory.create(slug=slug).thread, Relation.BECAME)
    date = EntryFactory.create(title=Text(nb="Regatta"))
    link(date.thread, first.thread, Relation.BECAME)
    page = get("/bater/first/")
    assert re.findall(r'<li data-state="(\w+)"', page) == ["done", "here", "done"]
    assert page.count('aria-current="step"') == 1
    assert page.index("Regatta") < page.index('aria-current="step"') < page.index("/bater/a/")
    assert re.findall(r'<li data-state="(\w+)"', get("/bater/a/")) == ["done", "done", "here"]


def test_a_stop_where_nothing_stands_any_more_is_outlined() -> None:
    first, second = BoatFactory.create(slug="first"), BoatFactory.create(slug="second", state="sunk")
    link(first.thread, second.thread, Relation.BECAME)
    page = get("/bater/first/")
    assert re.findall(r'<li data-state="(\w+)"', page) == ["here", "later"]
    assert "Sunk" in page


def test_a_date_shows_what_came_of_it_and_stays_silent_where_nothing_did() -> None:
    date, alone = EntryFactory.create(), EntryFactory.create()
    boat = BoatFactory.create(slug="skib", name=Text(nb="Skibladner"))
    link(date.thread, boat.thread, Relation.BECAME)
    assert '<a href="/bater/skib/">Skibladner</a>' in get(f"/arshjul/datoer/{date.pk}/")
    assert 'id="thread"' not in get(f"/arshjul/datoer/{alone.pk}/")


def test_a_page_with_its_thread_takes_at_most_six_queries_however_long_the_line() -> None:
    first = BoatFactory.create(slug="first")
    for number in range(20):
        link(first.thread, BoatFactory.create(slug=f"b{number}").thread, Relation.BECAME)
    get("/bater/first/")
    with CaptureQueriesContext(connection) as asked:
        get("/bater/first/")
    assert len(asked) <= 6
