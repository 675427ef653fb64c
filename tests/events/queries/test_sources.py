"""Other apps put their dates on the wheel: shown by an app that `events` has never heard of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.apps import AppConfig
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from time_machine import travel

from events.queries.calendar import wheel_dates
from events.queries.sources import source_entries, source_reminders
from events.queries.wheel import next_rows, wheel_rows
from portal.core.registry import wheel_sources
from portal.partnership.models import Partnership
from portal.partnership.rules.seats import SeatFilter
from portal.partnership.workflows.calendar_key import give_calendar_key
from tests.cast import Cast
from tests.core.calendar_reader import Component, event_times, read_calendar
from tests.events.factories import EntryFactory
from tests.guards.queries import assert_same_queries
from tests.sources_app.dates import asked

YEAR = (date(2027, 1, 1), date(2027, 12, 31))
TODAY = date(2027, 1, 4)


@pytest.fixture(autouse=True)
def sources_app(partnership: Partnership) -> Iterator[None]:
    """The app as Django would start it, and gone afterwards."""
    AppConfig.create("tests.sources_app").ready()
    asked.spans.clear()
    asked.readers.clear()
    with travel("2027-01-04 09:00+01:00", tick=False):
        yield
    wheel_sources.unregister("harbour")


def calendar_of(client: Client, address: str) -> dict[str, Component]:
    whole = read_calendar(client.get(address).content)
    return {event.get("SUMMARY").text: event for event in whole.all("VEVENT")}


def test_it_stands_in_list_and_picture_with_a_link_to_its_own_page(client: Client) -> None:
    page = client.get("/arshjul/2027/").content.decode()
    assert '<li id="d-s-harbour_regatta-2027">' in page
    assert '<h3 lang="nn"><a href="/om/">Regatta på fjorden</a></h3>' in page
    assert "Alle båter er med." in page
    assert 'href="#d-s-harbour_regatta-2027"' in page
    assert "Regatta på fjorden" in client.get("/arshjul/2027.svg").content.decode()
    assert client.get("/arshjul/2027.pdf").status_code == 200


def test_it_is_among_the_next_dates_and_on_my_page(client: Client, cast: Cast) -> None:
    assert "Regatta på fjorden" in client.get("/").content.decode()
    client.force_login(cast.outsider)
    assert "Regatta på fjorden" in client.get("/min-side/").content.decode()


def test_it_is_in_the_calendar_with_an_identity_that_stays(client: Client) -> None:
    event = calendar_of(client, "/arshjul.ics")["Regatta på fjorden"]
    again = calendar_of(client, "/arshjul.ics")["Regatta på fjorden"]
    assert event.get("UID") == again.get("UID")
    assert event.get("SEQUENCE").value == "4"
    assert event.get("URL").value == "http://testserver/om/"
    assert event.get("DTSTART").value == "20300605T100000"
    assert event.get("LOCATION").text == "Havna"


def test_what_is_called_off_is_told_to_calendars_and_is_not_next(client: Client) -> None:
    assert calendar_of(client, "/arshjul.ics")["Øvelse i storm"].get("STATUS").value == "CANCELLED"
    rows = next_rows(AnonymousUser(), TODAY, 50)
    assert "Øvelse i storm" not in [str(row.entry.title) for row in rows]
    assert 'class="is-cancelled"' in client.get("/arshjul/2027/").content.decode()


def test_the_wheel_keeps_who_may_see_it_whatever_the_source_gives(client: Client, cast: Cast) -> None:
    for address in ("/arshjul/2027/", "/arshjul/2027.svg", "/arshjul.ics", "/"):
        assert "Sjøsetting" not in client.get(address).content.decode(), address
    client.force_login(cast.secretary)
    for address in ("/arshjul/2027/", "/arshjul/2027.svg", "/arshjul.ics"):
        assert "Sjøsetting" in client.get(address).content.decode(), address


def test_the_filter_takes_it_like_any_other_date(client: Client) -> None:
    for query in ("slag=samling", "for=alle", "slag=samling&for=alle&for=partene"):
        assert "Regatta på fjorden" in client.get(f"/arshjul/2027/?{query}").content.decode(), query
        assert "Regatta på fjorden" in calendar_of(client, f"/arshjul.ics?{query}"), query
    for query in ("slag=frist", "for=styring"):
        assert "Regatta på fjorden" not in client.get(f"/arshjul/2027/?{query}").content.decode(), query
        assert "Regatta på fjorden" not in calendar_of(client, f"/arshjul.ics?{query}"), query


def test_it_concerns_those_it_is_for_and_those_whose_seat_answers_for_it(client: Client, cast: Cast) -> None:
    secretary, controller = (give_calendar_key(by=who).secret for who in (cast.secretary, cast.controller))
    assert "Sjøsetting (eksempel)" in calendar_of(client, f"/kalender/{secretary}.ics")
    assert "Sjøsetting (eksempel)" not in calendar_of(client, f"/kalender/{controller}.ics")
    assert "Regatta på fjorden" in calendar_of(client, f"/kalender/{controller}.ics")


def test_a_month_is_shown_as_a_month_and_an_example_as_an_example(client: Client, cast: Cast) -> None:
    [row] = [r for r in wheel_rows(cast.secretary, 2027, TODAY, kinds=[], audiences=[]) if r.tentative]
    assert (row.when, row.entry.is_example) == ("mai", True)
    client.force_login(cast.secretary)
    whole = read_calendar(client.get("/arshjul.ics").content)
    [event] = [e for e in whole.all("VEVENT") if e.get("DTSTART").value == "20270501"]
    assert event_times(event, whole) == (date(2027, 5, 1), date(2027, 6, 1))
    assert event.get("STATUS").value == "TENTATIVE"
    assert event.get("SUMMARY").text == "Sjøsetting (eksempel)"


def test_own_and_others_dates_stand_together_in_order_of_time() -> None:
    for day in (date(2027, 6, 4), date(2027, 6, 6)):
        EntryFactory(first_day=day)
    rows = wheel_rows(AnonymousUser(), 2027, TODAY, kinds=[], audiences=[])
    days = [row.entry.first_day for row in rows]
    assert days == sorted(days)
    assert date(2027, 6, 5) in days[days.index(date(2027, 6, 4)) : days.index(date(2027, 6, 6))]


def test_a_page_asks_a_source_once_for_the_year_it_shows(client: Client) -> None:
    client.get("/arshjul/2027/")
    assert asked.spans == [YEAR]
    assert str(asked.readers[0]) == "AnonymousUser"


def test_days_that_are_asked_for_already_are_not_asked_for_again(cast: Cast) -> None:
    source_entries(cast.secretary, *YEAR)
    june = source_entries(cast.secretary, date(2027, 6, 1), date(2027, 6, 30))
    assert len(asked.spans) == 1
    assert [str(entry.title) for entry in june] == ["Regatta på fjorden"]


def test_a_source_that_gives_more_than_it_was_asked_for_adds_nothing() -> None:
    november = source_entries(AnonymousUser(), date(2027, 11, 1), date(2027, 11, 30))
    assert [str(entry.title) for entry in november] == ["Øvelse i storm"]


def test_the_calendar_reaches_years_ahead_and_from_last_year_on() -> None:
    years = {entry.first_day.year for entry in wheel_dates(AnonymousUser(), TODAY)}
    assert years == {2026, 2027, 2028, 2029, 2030}


def test_its_reminders_are_told_for_everything_within_a_year_that_is_on() -> None:
    found = source_reminders(TODAY)
    assert {(r.entry.key, r.days) for r in found} == {
        ("harbour_launch-2026", (14, 3)),
        ("harbour_launch-2027", (14, 3)),
    }
    assert {r.seats for r in found} == {SeatFilter(role="secretary")}
    assert asked.readers == [None]


@pytest.mark.parametrize("address", ["/arshjul/2027/", "/arshjul.ics"])
def test_a_list_with_others_dates_asks_the_database_no_more(cast: Cast, address: str) -> None:
    assert_same_queries(address, EntryFactory.create)
