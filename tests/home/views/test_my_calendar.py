"""One's own calendar: who has its address reads it, and nobody else learns anything."""

from __future__ import annotations

import logging
from datetime import date

import pytest
from django.conf import settings
from django.test import Client

from events.models import Entry, Preparation
from portal.core.text import Text
from portal.partnership.models import User
from portal.partnership.queries.calendar_key import calendar_secret_of
from portal.partnership.workflows.calendar_key import give_calendar_key
from tests.cast import Cast
from tests.core.calendar_reader import Component, read_calendar
from tests.events.factories import ActivityFactory, EntryFactory
from tests.guards.queries import assert_same_queries

FAR = date(2099, 3, 16)


@pytest.fixture
def secretary(cast: Cast) -> User:
    return cast.secretary


@pytest.fixture
def address(secretary: User) -> str:
    return f"/kalender/{give_calendar_key(by=secretary).secret}.ics"


def events_at(client: Client, address: str) -> list[Component]:
    return read_calendar(client.get(address).content).all("VEVENT")


def titles_at(client: Client, address: str) -> list[str]:
    return [event.get("SUMMARY").text for event in events_at(client, address)]


def test_it_holds_what_concerns_me_and_what_i_have_to_prepare(client: Client, address: str) -> None:
    meeting = ActivityFactory.create()
    EntryFactory(
        activity=meeting, audience="steering", shown_to="governance", title={"nb": "Møte"}, first_day=FAR
    )
    EntryFactory(audience="team", shown_to="governance", title={"nb": "Teamets"}, first_day=FAR)
    Preparation.objects.create(
        activity=meeting, text=Text(nb="Innkall"), days_before=21, owner_role="secretary"
    )
    found = titles_at(client, address)
    assert found[0] == "Møte"
    assert "Innkall" in found[1]
    assert len(found) == 2


def test_it_needs_no_session_and_sets_none(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert not answer.cookies


def test_it_is_kept_from_caches_search_engines_and_other_pages(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_the_secret_is_not_in_what_is_sent(client: Client, secretary: User, address: str) -> None:
    EntryFactory(first_day=FAR)
    assert calendar_secret_of(secretary) not in client.get(address).content.decode()


def test_it_speaks_the_language_of_its_owner(client: Client, secretary: User, address: str) -> None:
    EntryFactory(first_day=FAR, title={"nb": "Møte", "en": "Meeting"})
    assert titles_at(client, address) == ["Møte"]
    secretary.language = "en"
    secretary.save()
    answer = client.get(address)
    assert titles_at(client, address) == ["Meeting"]
    assert answer.headers["Content-Language"] == "en"
    assert "/en/arshjul/datoer/" in answer.content.replace(b"\r\n ", b"").decode()


def test_who_has_the_newest_is_told_so(client: Client, address: str) -> None:
    held = {"if-none-match": client.get(address).headers["ETag"]}
    assert client.get(address, headers=held).status_code == 304
    EntryFactory(first_day=FAR)
    assert client.get(address, headers=held).status_code == 200


def test_a_cancelled_date_says_so(client: Client, address: str) -> None:
    EntryFactory(first_day=FAR)
    Entry.objects.update(state="cancelled")
    assert [event.get("STATUS").value for event in events_at(client, address)] == ["CANCELLED"]


def test_unknown_revoked_and_closed_are_answered_alike(
    client: Client, secretary: User, cast: Cast, address: str
) -> None:
    closed = f"/kalender/{give_calendar_key(by=cast.student).secret}.ics"
    cast.student.is_active = False
    cast.student.save()
    secretary.calendar_key.delete()
    answers = [client.get(each) for each in ("/kalender/finnes-ikke.ics", address, closed)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({(answer.content, str(sorted(answer.headers.items()))) for answer in answers}) == 1
    assert answers[0].headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "secret",
    ["%00", "a%0d%0aX-Injected:1", "æ", "'; DROP TABLE x", "a" * 5000],
    ids=["nul", "new line", "letter", "quote", "long"],
)
def test_no_address_makes_the_portal_stumble(client: Client, cast: Cast, secret: str) -> None:
    assert client.get(f"/kalender/{secret}.ics").status_code == 404


def test_seats_that_end_take_their_dates_along(client: Client, secretary: User, address: str) -> None:
    EntryFactory(audience="steering", shown_to="governance", first_day=FAR)
    assert len(events_at(client, address)) == 1
    secretary.tenures.all().delete()
    assert events_at(client, address) == []


def test_a_calendar_of_many_dates_asks_no_more(address: str) -> None:
    assert_same_queries(address, lambda: EntryFactory.create(first_day=FAR))


def test_an_error_leaves_no_secret_in_the_log(
    client: Client,
    secretary: User,
    address: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    secret = calendar_secret_of(secretary)

    def broken(*_args: object) -> None:
        raise RuntimeError(f"broken for {secret}")

    monkeypatch.setattr("portal.home.views.my_calendar.dates_concerning", broken)
    lines: list[str] = []
    [console] = [h for h in logging.getLogger().handlers if type(h) is logging.StreamHandler]
    monkeypatch.setattr(console, "emit", lambda record: lines.append(console.format(record)))
    client.raise_request_exception = False
    assert client.get(address).status_code == 500
    logged = "\n".join(lines)
    assert "/kalender/[…].ics" in logged
    assert "RuntimeError" in logged
    assert secret not in logged


def test_i_make_see_change_and_revoke_the_address(client: Client, secretary: User) -> None:
    client.force_login(secretary)
    assert "/kalender/" not in client.get("/min-side/kalender/").content.decode().partition("<main")[
        2
    ].replace("/min-side/kalender/", "")
    client.post("/min-side/kalender/")
    first = calendar_secret_of(secretary)
    page = client.get("/min-side/kalender/")
    assert f'value="{settings.BASE_URL}/kalender/{first}.ics"' in page.content.decode()
    assert f'href="webcal://testserver/kalender/{first}.ics"' in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]

    assert client.get("/min-side/kalender/adresse/").status_code == 200
    assert calendar_secret_of(secretary) == first
    client.post("/min-side/kalender/adresse/", {"do": "renew"})
    second = calendar_secret_of(secretary)
    assert second not in ("", first)
    client.post("/min-side/kalender/adresse/", {"do": "revoke"})
    assert calendar_secret_of(secretary) == ""


def test_a_form_that_says_neither_changes_nothing(client: Client, secretary: User, address: str) -> None:
    before = calendar_secret_of(secretary)
    client.force_login(secretary)
    client.post("/min-side/kalender/adresse/", {"do": "anything"})
    assert calendar_secret_of(secretary) == before


def test_without_an_address_there_is_none_to_revoke(client: Client, secretary: User) -> None:
    client.force_login(secretary)
    assert client.get("/min-side/kalender/adresse/").headers["Location"] == "/min-side/kalender/"


def test_my_page_leads_to_it(client: Client, secretary: User) -> None:
    client.force_login(secretary)
    assert 'href="/min-side/kalender/"' in client.get("/min-side/").content.decode()
