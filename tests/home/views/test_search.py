"""The search page, as a visitor and somebody inside see it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from portal.core.text import Text
from portal.core.workflows.words import note_new_words
from portal.partnership.models import Tenure
from tests.cast import Cast
from tests.guards.nu import html_faults
from tests.guards.queries import assert_same_queries
from tests.threads_app.declared import BoatFactory

pytestmark = pytest.mark.usefixtures("boats")


def page_of(query: str, client: Client | None = None) -> str:
    response = (client or Client()).get(f"/sok/?{query}")
    assert response.status_code == 200
    return response.content.decode()


def titles(page: str) -> list[str]:
    found = re.findall(r'<h2><a href="[^"]*"[^>]*>(.*?)</a></h2>', page)
    return [unescape(re.sub("<[^>]*>", "", title)) for title in found]


def test_hits_of_all_kinds_say_why_they_matched() -> None:
    BoatFactory.create(
        name=Text(nb="Skibladner"), story="Den seiler på Mjøsa. " * 20 + "Hjuldamperen er fra 1856."
    )
    note_new_words()
    page = page_of("q=hjuldamper")
    assert titles(page) == ["Skibladner"]
    assert "… " in page
    assert "<mark>Hjuldamperen</mark> er fra 1856." in page


def test_a_hit_is_marked_in_title_and_summary() -> None:
    BoatFactory.create(name=Text(nb="Fergene på Mjøsa"), summary=Text(nb="Hva skjer med ferga om vinteren?"))
    page = page_of("q=ferge")
    assert "<mark>Fergene</mark> på Mjøsa" in page


def test_what_people_write_is_text_and_never_markup() -> None:
    BoatFactory.create(
        name=Text(nb="<b>Ferge</b> & <script>alert(1)</script>"),
        summary=Text(nb='"><img src=x onerror=alert(1)>'),
    )
    page = page_of("q=ferge")
    assert "&lt;b&gt;<mark>Ferge</mark>&lt;/b&gt; &amp; &lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "<script>x" not in page_of("q=<script>x</script>")


def test_a_slip_is_searched_for_as_what_was_meant_and_said() -> None:
    BoatFactory.create(name=Text(nb="Hjuldamperen"))
    note_new_words()
    page = page_of("q=hjuldampperen")
    assert titles(page) == ["Hjuldamperen"]
    assert '<a href="?q=hjuldamperen">hjuldamperen</a>' in page
    assert "Mente du" in page or "Did you mean" in page


def test_kinds_narrow_and_one_kind_brings_its_own_facets() -> None:
    BoatFactory.create(name=Text(nb="Ferge nord"), harbour="nord")
    BoatFactory.create(name=Text(nb="Ferge sør"), harbour="sør")
    page = page_of("q=ferge")
    assert re.findall(r'name="(\w+)" value="boat".*?<small>(\d)<', page) == [("type", "2")]
    assert 'name="havn"' not in page
    assert 'name="havn"' in page_of("q=ferge&type=boat")
    assert titles(page_of("q=ferge&type=boat&havn=nord")) == ["Ferge nord"]


def test_nothing_found_says_why_and_what_to_do_next() -> None:
    page = page_of("q=xylofonkvartett")
    assert "xylofonkvartett" in page
    assert 'class="uk-empty' in page
    assert 'href="/bater/"' in page


def test_what_only_partners_see_is_found_by_them_alone(cast: Cast) -> None:
    BoatFactory.create(name=Text(nb="Ferge for partnerne"), shown_to="partners")
    inside = Client()
    inside.force_login(cast.employee)
    assert titles(page_of("q=ferge")) == []
    assert titles(page_of("q=ferge", inside)) == ["Ferge for partnerne"]


def test_the_exempt_are_found_by_their_neutral_title_only() -> None:
    BoatFactory.create(name=Text(nb="Hemmelig ubåt"), story="Dykkerklokke", closed=True)
    for question in ("ubåt", "dykkerklokke", "hemmelig"):
        assert titles(page_of(f"q={question}")) == []


def test_holders_of_seats_are_found_by_name_and_nobody_else(cast: Cast) -> None:
    holder = Tenure.objects.get(user=cast.secretary)
    page = page_of("q=secretary")
    assert "Secretary" in page
    assert str(holder.seat.title).casefold() in unescape(page).casefold()
    assert cast.secretary.email not in page
    for private in (cast.employee, cast.student, cast.outsider):
        word = private.name.split()[0].casefold()
        assert f"<b>{private.name}</b>" not in page_of(f"q={word}")


def test_a_seat_that_is_left_makes_nobody_public(cast: Cast) -> None:
    Tenure.objects.filter(user=cast.secretary).update(last_day="2021-01-01")
    assert f">{cast.secretary.name}<" not in page_of("q=secretary")


def test_a_page_beyond_the_last_one_is_the_last_one() -> None:
    BoatFactory.create(name=Text(nb="Ferge"))
    assert Client().get("/sok/?q=ferge&side=900000").status_code == 200


def test_the_page_asks_the_database_as_often_for_many_hits_as_for_one() -> None:
    assert_same_queries("/sok/?q=ferge", lambda: BoatFactory.create(name=Text(nb="Ferge")))


def test_the_page_is_valid_html(tmp_path: Path) -> None:
    BoatFactory.create(name=Text(nb="Ferge"))
    queries = ("", "q=ferge", "q=xylofonkvartett", "q=ferge&type=boat&havn=nord")
    assert html_faults({query: page_of(query) for query in queries}, tmp_path) == []
