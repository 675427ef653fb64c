"""The buttons that begin and end following, and the list of what one follows."""

from __future__ import annotations

import pytest
from django.test import Client

from events.models import Entry
from portal.partnership.models import Follow, User
from portal.partnership.workflows.follow import follow
from tests.cast import Cast
from tests.events.factories import EntryFactory
from tests.guards.queries import assert_same_queries

PAGE = "/min-side/folger/"


@pytest.fixture
def student(cast: Cast, client: Client) -> User:
    client.force_login(cast.student)
    return cast.student


def main_of(client: Client, address: str) -> str:
    return client.get(address).content.decode().partition("<main")[2]


def test_a_visitor_meets_no_form_on_the_page_of_a_date(cast: Cast, client: Client) -> None:
    assert "<form" not in main_of(client, f"/arshjul/datoer/{EntryFactory.create().pk}/")


def test_the_page_of_a_date_begins_and_ends_it(student: User, client: Client) -> None:
    page = f"/arshjul/datoer/{EntryFactory.create().pk}/"
    begin, end = (f"{PAGE}entry/{Entry.objects.get().pk}/{last}" for last in ("", "slutt/"))
    assert f'action="{begin}"' in main_of(client, page)
    assert client.post(begin).headers["Location"] == page
    assert f'action="{end}"' in main_of(client, page)
    assert client.post(end, {"next": page}).headers["Location"] == page
    assert not Follow.objects.exists()


def test_what_is_over_can_only_be_left(student: User, client: Client) -> None:
    entry = EntryFactory.create()
    Entry.objects.update(state="held")
    page = f"/arshjul/datoer/{entry.pk}/"
    assert "/folger/" not in main_of(client, page)
    follow("entry", str(entry.pk), by=student)
    assert f"{PAGE}entry/{entry.pk}/slutt/" in main_of(client, page)


def test_what_is_not_there_is_not_found(student: User, client: Client) -> None:
    assert client.post(f"{PAGE}entry/999999999/").status_code == 404
    assert client.post(f"{PAGE}boats/1/").status_code == 404


@pytest.mark.parametrize("page", ["https://elsewhere.example/", "//elsewhere.example", "javascript:x", ""])
def test_a_button_leads_back_to_our_own_pages_only(page: str, student: User, client: Client) -> None:
    assert client.post(f"{PAGE}entry/1/slutt/", {"next": page}).headers["Location"] == PAGE


def test_the_list_says_what_happened_last_and_is_empty_in_words(student: User, client: Client) -> None:
    assert "<form" not in main_of(client, PAGE)
    entry = EntryFactory.create(title={"nb": "Frokostmøte"})
    entry.changes.create(kind="cancelled")
    follow("entry", str(entry.pk), by=student)
    shown = main_of(client, PAGE)
    assert "Frokostmøte" in shown
    assert "Avlyst" in shown


def test_thirty_things_ask_the_database_no_more_than_one(student: User, client: Client) -> None:
    def one_more() -> None:
        follow("entry", str(EntryFactory.create().pk), by=student)

    assert_same_queries(PAGE, one_more, client=client)
