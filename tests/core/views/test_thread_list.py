"""The list every app shares, seen on boats."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.core.text import Text
from tests.cast import Cast
from tests.events.factories import EntryFactory
from tests.guards.nu import html_faults
from tests.guards.queries import assert_same_queries
from tests.threads_app.declared import BoatFactory

pytestmark = pytest.mark.usefixtures("boats")

FEEDS = ("?format=atom", "?havn=nord&format=atom")


def get(address: str, client: Client | None = None) -> str:
    response = (client or Client()).get(address)
    assert response.status_code == 200, response.headers.get("Location")
    return unescape(response.content.decode())


def titles(page: str) -> list[str]:
    return re.findall(r'<h2><a href="[^"]*"[^>]*>([^<]*)</a></h2>', re.sub("</?mark>", "", page))


def boat(name: str, **more: object) -> None:
    BoatFactory.create(name=Text(nb=name), **more)


def test_facets_count_what_is_under_them_and_narrow_the_list() -> None:
    boat("A", harbour="nord")
    boat("B", harbour="nord")
    boat("C", harbour="sør")
    page = get("/bater/")
    assert re.findall(r'value="(nord|sør)".*?<small>(\d)<', page) == [("nord", "2"), ("sør", "1")]
    narrowed = get("/bater/?havn=sør")
    assert titles(narrowed) == ["C"]
    assert re.findall(r'value="(nord|sør)"( checked)?', narrowed) == [("nord", ""), ("sør", " checked")]
    assert titles(get("/bater/?havn=sør&havn=nord")) == ["C", "B", "A"]


def test_what_is_chosen_stands_as_chips_that_each_take_one_away() -> None:
    boat("A")
    page = get("/bater/?havn=nord&havn=sør&sortering=tittel")
    chips = re.findall(r'<a class="uk-chip" href="([^"]*)"', page)
    assert chips == ["?havn=s%C3%B8r&sortering=tittel", "?havn=nord&sortering=tittel"]
    assert '<a href="?sortering=tittel">Fjern alle</a>' in page


def test_titles_sort_in_norwegian_order() -> None:
    for name in ("Ål", "Alke", "Ørret", "Zander", "Ænes"):
        boat(name)
    assert titles(get("/bater/?sortering=tittel")) == ["Alke", "Zander", "Ænes", "Ørret", "Ål"]


def test_the_newest_come_first_unasked() -> None:
    boat("Old", built_at=datetime(2020, 1, 1, tzinfo=UTC))
    boat("New", built_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert titles(get("/bater/")) == ["New", "Old"]


def test_pages_keep_what_was_asked_for_and_hold_every_boat_once() -> None:
    for number in range(45):
        boat(f"Boat {number:02d}")
    seen = [name for page in (1, 2, 3) for name in titles(get(_page(page)))]
    assert seen == [f"Boat {number:02d}" for number in range(45)]
    assert 'href="?havn=nord&sortering=tittel&side=3"' in get("/bater/?havn=nord&sortering=tittel&side=2")


def _page(number: int) -> str:
    return "/bater/?sortering=tittel" + (f"&side={number}" if number > 1 else "")


def test_a_page_beyond_the_last_leads_to_the_last() -> None:
    for number in range(21):
        boat(f"Boat {number}")
    assert Client().get("/bater/?side=9")["Location"] == "/bater/?side=2"
    assert Client().get("/bater/?havn=nord&side=99999")["Location"] == "/bater/?havn=nord&side=2"
    assert Client().get("/bater/?havn=ingen&side=2")["Location"] == "/bater/?havn=ingen"


def test_a_sent_form_leads_to_the_short_address_that_can_be_shared() -> None:
    assert Client().get("/bater/?q=&havn=nord&sortering=nyeste")["Location"] == "/bater/?havn=nord"
    assert Client().get("/en/bater/?q=")["Location"] == "/en/bater/"


def test_an_empty_list_says_why_and_offers_the_nearest_thing() -> None:
    nothing = get("/bater/")
    assert 'class="uk-empty"' in nothing
    assert 'href="/arshjul/"' in nothing
    boat("A")
    unknown = get("/bater/?q=xyzzy")
    assert "xyzzy" in unknown.partition('class="uk-empty"')[2].partition("</div>")[0]
    assert 'href="/sok/?q=xyzzy"' in unknown
    assert 'href="?"' in get("/bater/?havn=ingen")


def test_what_is_written_in_the_search_field_is_never_markup() -> None:
    page = Client().get("/bater/", {"q": "<script>alert(1)</script>", "havn": '"><b>x'}).content.decode()
    assert "<script>alert" not in page
    assert "<b>x" not in page


def test_letters_the_database_cannot_hold_are_no_error() -> None:
    assert Client().get("/bater/?havn=%00&q=%00&side=1", follow=True).status_code == 200


@time_machine.travel(datetime(2027, 3, 3, 12, tzinfo=UTC), tick=False)
def test_events_are_those_to_come_in_their_order_unless_others_are_asked_for(cast: Cast) -> None:
    for title, first, last in (
        ("Over", date(2027, 3, 1), date(2027, 3, 2)),
        ("Long over", date(2026, 3, 1), date(2026, 3, 1)),
        ("Under way", date(2027, 3, 1), date(2027, 3, 9)),
        ("Today", date(2027, 3, 3), date(2027, 3, 3)),
        ("Next year", date(2028, 3, 1), date(2028, 3, 1)),
    ):
        EntryFactory.create(title=Text(nb=title), first_day=first, last_day=last, year=first.year)
    assert titles(get("/arrangementer/")) == ["Under way", "Today", "Next year"]
    assert titles(get("/arrangementer/?tid=tidligere")) == ["Over", "Long over"]
    assert len(titles(get("/arrangementer/?tid=alle"))) == 5
    assert titles(get("/arrangementer/?ar=2028")) == ["Next year"]
    nothing = get("/arrangementer/?q=long")
    assert titles(nothing) == []
    assert 'href="?q=long&tid=alle"' in nothing
    assert titles(get("/arrangementer/?q=long&tid=alle")) == ["Long over"]


@time_machine.travel(datetime(2027, 3, 3, 12, tzinfo=UTC), tick=False)
def test_a_date_that_is_not_fixed_is_never_shown_as_a_day(cast: Cast) -> None:
    week = {"first_day": date(2027, 9, 20), "last_day": date(2027, 9, 26), "precision": "week"}
    EntryFactory.create(state="tentative", year=2027, **week)
    page = get("/arrangementer/")
    assert "<b>uke 38</b>" in page
    assert "20. september" not in page
    assert "<em>Tentativ</em>" in page
    assert "20. september" not in get("/arrangementer/?format=atom")
    assert ";uke;" in get("/arrangementer/?format=csv")


def test_a_date_is_listed_to_those_who_may_see_it(cast: Cast) -> None:
    EntryFactory.create(title=Text(nb="Hemmelig møte"), shown_to="governance", first_day=date(2099, 1, 1))
    inside = Client()
    inside.force_login(cast.secretary)
    for address in ("/arrangementer/", "/arrangementer/?format=csv", "/arrangementer/?format=atom"):
        assert "Hemmelig møte" not in get(address)
        assert "Hemmelig møte" in get(address, inside)


def test_the_pages_are_right_html(cast: Cast, tmp_path: Path) -> None:
    boat("A", harbour="nord", sails_on=date(2099, 1, 1), is_example=True)
    pages = {
        address: Client().get(address).content.decode()
        for address in ("/bater/", "/bater/?q=a&havn=nord", "/bater/?q=xyzzy&havn=ingen", "/arrangementer/")
    }
    assert html_faults(pages, tmp_path) == []


def test_feeds_of_two_views_are_two_feeds_and_hold_no_markup() -> None:
    boat("A", summary=Text(nb="<b>x"))
    everything, narrowed = (Client().get(f"/bater/{query}").content.decode() for query in FEEDS)
    assert "<id>http://testserver/bater/</id>" in everything
    assert "<id>http://testserver/bater/?havn=nord</id>" in narrowed
    assert "&amp;lt;b&amp;gt;x" in everything


def test_a_list_takes_at_most_four_queries() -> None:
    boat("Boat")
    for address in ("/bater/", "/bater/?havn=nord", "/arrangementer/"):
        get(address)
        with CaptureQueriesContext(connection) as asked:
            get(address)
        assert len(asked) <= 4, address


def test_thirty_boats_cost_no_more_queries_than_one() -> None:
    for address in ("/bater/", "/bater/?havn=nord", "/bater/?q=nummer"):
        assert_same_queries(address, BoatFactory.create)
