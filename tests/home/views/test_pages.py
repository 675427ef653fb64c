"""Every page of the contract answers; what is not built yet says so truly and offers the nearest thing."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from events.models import Entry
from events.queries.wheel import SUMMARIES_UP_TO
from events.workflows.roll import roll_wheel
from portal.partnership.models import Partnership
from tests.cast import Cast
from tests.events.factories import EntryFactory

PUBLIC = [
    "/",
    "/om/",
    "/arshjul/2026/",
    "/arshjul/2027/",
    "/arshjul/kalendere/",
    "/arrangementer/",
    "/forskningsdagene/2027/",
    "/kompetanse/",
    "/studentoppgaver/",
    "/praksisplasser/",
    "/behov/",
    "/prosjekter/",
    "/utveksling/",
    "/resultater/",
    "/styring/",
    "/styring/budsjett/2026/",
    "/styring/saakorn/",
    "/sok/",
    "/sok/?q=vann",
    "/logg-inn/",
    "/api/v1/docs",
    "/feed/",
    "/tilgjengelighet/",
    "/personvern/",
    "/stilguide/",
]
FILES = {
    "/arshjul.ics": "text/calendar",
    "/arshjul/2027.svg": "image/svg+xml",
    "/arshjul/2027.pdf": "application/pdf",
    "/api/v1/": "application/json",
    "/api/v1/openapi.json": "application/json",
    "/datakatalog.ttl": "text/turtle",
    "/datakatalog.jsonld": "application/ld+json",
    "/feed/": "application/atom+xml",
    "/sitemap.xml": "application/xml",
    "/robots.txt": "text/plain",
    "/.well-known/security.txt": "text/plain",
    "/healthz": "text/plain",
}
CLOSED = {
    "/studentoppgaver/ny/": "employee",
    "/praksisplasser/ny/": "employee",
    "/behov/nytt/": "employee",
    "/prosjekter/nytt/": "supervisor",
    "/styring/saakorn/ny/": "supervisor",
    "/styring/evaluering/": "steering_member",
    "/min-side/": "outsider",
}


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("prefix", ["", "/nn", "/en"])
def test_a_visitor_reads_every_public_page_in_every_language(
    prefix: str, path: str, client: Client, partnership: Partnership
) -> None:
    answer = client.get(prefix + path)
    assert answer.status_code == 200
    assert answer.headers["Content-Language"] == (prefix.strip("/") or "nb")


@pytest.mark.parametrize("path", FILES)
def test_a_program_reads_every_file(path: str, client: Client, partnership: Partnership) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith(FILES[path])


@pytest.mark.parametrize("path", CLOSED)
def test_a_closed_page_lets_in_who_may_and_sends_others_to_sign_in(
    path: str, client: Client, cast: Cast
) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/logg-inn/?next={path}")
    client.force_login(cast.by_name()[CLOSED[path]])
    assert client.get(path).status_code == 200


def test_without_the_right_one_reads_who_may(client: Client, cast: Cast) -> None:
    client.force_login(cast.student)
    answer = client.get("/en/studentoppgaver/ny/")
    assert answer.status_code == 403
    assert "Employees of the municipality and the partnership team may post here." in answer.content.decode()


def test_the_wheel_leads_to_this_year_and_keeps_the_filter(client: Client, partnership: Partnership) -> None:
    answer = client.get("/arshjul/?slag=frist")
    assert answer.headers["Location"].endswith("/?slag=frist")


@pytest.mark.parametrize(
    "path", ["/arshjul/1900/", "/arshjul/9999.svg", "/styring/budsjett/1066/", "/finnes-ikke/"]
)
def test_what_does_not_exist_is_not_found(path: str, client: Client, partnership: Partnership) -> None:
    assert client.get(path).status_code == 404


def test_the_filter_is_in_the_address_and_passes_over_what_it_does_not_know(
    client: Client, partnership: Partnership
) -> None:
    EntryFactory(kind="meeting", title={"nb": "Et møte her"})
    EntryFactory(kind="deadline", title={"nb": "En frist her"})
    page = client.get("/arshjul/2027/?slag=frist&slag=tull&for=alle").content.decode()
    assert "En frist her" in page
    assert "Et møte her" not in page


def test_the_list_says_the_same_as_the_picture(client: Client, partnership: Partnership) -> None:
    roll_wheel(2027)
    page = client.get("/arshjul/2027/").content.decode()
    for entry in Entry.objects.filter(shown_to="public", year=2027):
        assert f'id="d-{entry.html_id}"' in page
        assert f'#d-{entry.html_id}"' in page or "week-" in page or str(entry.activity_id) in page


def test_inside_dates_are_in_no_public_file(client: Client, cast: Cast) -> None:
    EntryFactory(shown_to="governance", title={"nb": "Lukket møte"}, first_day=date(2099, 3, 3))
    EntryFactory(shown_to="public", title={"nb": "Åpent møte"}, first_day=date(2099, 3, 3))
    for path in ("/arshjul/2099/", "/arshjul/2099.svg", "/arshjul.ics", "/feed/"):
        text = client.get(path).content.decode()
        assert "Åpent møte" in text, path
        assert "Lukket møte" not in text, path
    client.force_login(cast.secretary)
    assert "Lukket møte" in client.get("/arshjul/2099/").content.decode()


def test_examples_are_marked_and_kept_from_search_engines(client: Client, cast: Cast) -> None:
    cast.student.is_example = True
    cast.student.save()
    EntryFactory(is_example=True, title={"nb": "Oppdiktet møte"}, first_day=date(2099, 3, 3))
    assert "Eksempel: Oppdiktet møte" in client.get("/feed/").content.decode()
    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()
    assert 'content="noindex"' in client.get("/arshjul/2099/").content.decode()


@pytest.mark.parametrize(("dates", "told"), [(SUMMARIES_UP_TO, True), (SUMMARIES_UP_TO + 1, False)])
def test_a_full_year_leaves_descriptions_to_each_dates_own_page(
    dates: int, told: bool, client: Client, partnership: Partnership
) -> None:
    for number in range(dates):
        EntryFactory(summary={"nb": f"Beskrivelse {number}."}, first_day=date(2099, 1 + number % 12, 3))
    assert ("Beskrivelse 7." in client.get("/arshjul/2099/").content.decode()) is told
