"""The wheel's calendars: the page that offers them, and what those who subscribe are answered."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from django.test import Client
from django.utils.http import parse_http_date

from events.models import Entry
from events.views.calendar import AUDIENCES, KINDS
from events.views.wheel import AUDIENCE_WORDS, KIND_WORDS
from portal.partnership.models import Partnership
from tests.cast import Cast
from tests.core.calendar_reader import Component, read_calendar
from tests.events.factories import EntryFactory
from tests.guards.page import read_page

FAR = date(2099, 3, 3)


def events_of(client: Client, query: str = "") -> dict[str, Component]:
    whole = read_calendar(client.get(f"/arshjul.ics{query}").content)
    return {event.get("SUMMARY").text: event for event in whole.all("VEVENT")}


@pytest.fixture
def one_of_each(partnership: Partnership) -> None:
    for kind in ("meeting", "gathering", "deadline", "student"):
        for audience in ("public", "partners", "team", "steering"):
            EntryFactory(kind=kind, audience=audience, title={"nb": f"{kind} {audience}"}, first_day=FAR)


@pytest.mark.usefixtures("one_of_each")
@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 16),
        ("?slag=mote", 4),
        ("?slag=mote&slag=frist", 8),
        ("?for=alle", 4),
        ("?for=styring", 8),
        ("?slag=mote&for=partene", 1),
        ("?slag=tull", 16),
    ],
)
def test_a_calendar_holds_what_the_same_words_show_on_the_wheel(
    client: Client, query: str, count: int
) -> None:
    page = client.get(f"/arshjul/2099/{query}").content.decode()
    found = events_of(client, query)
    assert len(found) == count
    assert all((title in page) == (title in found) for title in events_of(client))


def test_a_chosen_calendar_says_what_was_chosen(client: Client, partnership: Partnership) -> None:
    name = read_calendar(client.get("/en/arshjul.ics?slag=mote&for=alle").content).get("X-WR-CALNAME").text
    assert name.endswith(": Meetings, Open to all")
    assert str(partnership.name.en or partnership.name) in name


def test_every_word_of_the_filter_has_a_calendar() -> None:
    assert (set(KINDS), set(AUDIENCES)) == (set(KIND_WORDS), set(AUDIENCE_WORDS))


def test_who_has_the_newest_calendar_is_told_so_without_it(client: Client, partnership: Partnership) -> None:
    EntryFactory(first_day=FAR)
    first = client.get("/arshjul.ics")
    again = client.get("/arshjul.ics", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert first.headers["Cache-Control"] == again.headers["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("change", ["added", "moved", "hidden", "removed"])
def test_who_has_an_older_calendar_gets_the_newest(
    client: Client, partnership: Partnership, change: str
) -> None:
    entry = EntryFactory.create(first_day=FAR)
    first = client.get("/arshjul.ics")
    if change == "added":
        EntryFactory(first_day=FAR)
    elif change == "moved":
        Entry.objects.filter(pk=entry.pk).update(starts_at=time(9))
    elif change == "hidden":
        Entry.objects.filter(pk=entry.pk).update(shown_to="governance")
    else:
        entry.delete()
    held = {"if-none-match": first.headers["ETag"], "if-modified-since": first.headers["Last-Modified"]}
    again = client.get("/arshjul.ics", headers=held)
    assert again.status_code == 200
    assert again.headers["ETag"] != first.headers["ETag"]


def test_it_says_when_it_was_last_changed(client: Client, partnership: Partnership) -> None:
    changed = datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)
    EntryFactory(first_day=FAR)
    Entry.objects.update(updated_at=changed)
    assert parse_http_date(client.get("/arshjul.ics").headers["Last-Modified"]) == changed.timestamp()


def test_an_empty_calendar_is_a_calendar(client: Client, partnership: Partnership) -> None:
    answer = client.get("/arshjul.ics")
    assert "Last-Modified" not in answer.headers
    assert read_calendar(answer.content).all("VEVENT") == []


def test_a_time_brings_the_zone_along_and_says_how_often_to_ask(
    client: Client, partnership: Partnership
) -> None:
    EntryFactory(first_day=FAR, starts_at=time(9), ends_at=time(11))
    whole = read_calendar(client.get("/arshjul.ics").content)
    assert [zone.get("TZID").value for zone in whole.all("VTIMEZONE")] == ["Europe/Oslo"]
    assert whole.get("REFRESH-INTERVAL").value == whole.get("X-PUBLISHED-TTL").value == "PT1H"


def test_a_cancelled_date_stays_under_its_name_and_says_so(client: Client, partnership: Partnership) -> None:
    entry = EntryFactory.create(first_day=FAR, title={"nb": "Samling"})
    before = events_of(client)["Samling"]
    Entry.objects.filter(pk=entry.pk).update(state="cancelled", sequence=1)
    after = events_of(client)["Samling"]
    assert before.get("UID") == after.get("UID")
    assert (before.get("STATUS").value, after.get("STATUS").value) == ("CONFIRMED", "CANCELLED")
    assert (before.get("SEQUENCE").value, after.get("SEQUENCE").value) == ("0", "1")


def test_who_is_signed_in_sees_more_and_nothing_between_may_keep_it(client: Client, cast: Cast) -> None:
    EntryFactory(first_day=FAR, shown_to="governance", title={"nb": "Lukket"})
    assert "Lukket" not in events_of(client)
    client.force_login(cast.secretary)
    assert "Lukket" in events_of(client)
    answer = client.get("/arshjul.ics")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in answer.headers["Vary"]


def test_a_visitor_s_calendar_is_two_queries_and_one_for_each_source_with_public_dates(
    client: Client, partnership: Partnership, django_assert_num_queries: object
) -> None:
    EntryFactory.create_batch(5, first_day=FAR)
    client.get("/arshjul.ics")
    with django_assert_num_queries(4):  # type: ignore[operator]
        client.get("/arshjul.ics")


def test_the_page_offers_every_calendar_in_both_ways(client: Client, partnership: Partnership) -> None:
    links = [link.address for link in read_page(client.get("/arshjul/kalendere/").content.decode()).links]
    for query in ("", *(f"?slag={word}" for word in KINDS), *(f"?for={word}" for word in AUDIENCES)):
        assert f"http://testserver/arshjul.ics{query}" in links
        assert f"webcal://testserver/arshjul.ics{query}" in links


def test_what_was_chosen_on_the_wheel_is_offered_first(client: Client, partnership: Partnership) -> None:
    wheel = client.get("/arshjul/2027/?slag=mote&for=alle").content.decode()
    assert 'href="/arshjul/kalendere/?slag=mote&amp;for=alle"' in wheel
    page = read_page(client.get("/arshjul/kalendere/?slag=mote&for=alle").content.decode())
    offered = [
        link.address for link in page.links if link.address.startswith("http://testserver/arshjul.ics")
    ]
    assert offered[:2] == [
        "http://testserver/arshjul.ics?slag=mote&for=alle",
        "http://testserver/arshjul.ics",
    ]


def test_the_page_leads_to_ones_own_calendar(client: Client, cast: Cast) -> None:
    assert 'href="/logg-inn/?next=/min-side/kalender/"' in client.get("/arshjul/kalendere/").content.decode()
    client.force_login(cast.outsider)
    assert 'href="/min-side/kalender/"' in client.get("/arshjul/kalendere/").content.decode()
