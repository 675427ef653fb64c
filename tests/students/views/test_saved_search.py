"""Keeping a search: whoever is signed in may, by the address of the catalogue, and only their own."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from portal.core.erasing import Leaver
from portal.partnership.models import User
from students.models import SavedSearch
from students.workflows.saved import MOST, erase_searches, save_search
from tests.cast import Cast

LIST = "/en/studentoppgaver/lagrede-sok/"
NEW = f"{LIST}nytt/"


@pytest.fixture
def web(client: Client, cast: Cast) -> Client:
    client.force_login(cast.student)
    return client


def read(client: Client, address: str) -> str:
    return unescape(client.get(address).content.decode())


def kept(user: User, query: str = "q=vann", name: str = "Vann") -> SavedSearch:
    return SavedSearch.objects.create(user=user, name=name, query=query, seen_until=timezone.now())


def test_a_visitor_is_led_to_sign_in_and_back_to_the_same_search(db: None) -> None:
    said = Client().get(f"{NEW}?q=vann&semester=2027-1")
    assert said.status_code == 302
    assert "nytt/%3Fq%3Dvann%26semester%3D2027-1" in said.headers["Location"]


def test_a_search_is_saved_by_its_address_and_listed_with_what_it_asks_for(web: Client, cast: Cast) -> None:
    form = read(web, f"{NEW}?q=vann&semester=2027-1")
    assert "“vann”, spring 2027" in form
    web.post(f"{NEW}?q=vann&semester=2027-1", {"name": "Vann til våren"})
    search = SavedSearch.objects.get()
    assert (search.user, search.name, search.query) == (
        cast.student,
        "Vann til våren",
        "q=vann&semester=2027-1",
    )
    page = read(web, LIST)
    assert 'href="/en/studentoppgaver/?q=vann&semester=2027-1"' in page
    assert "“vann”, spring 2027" in page


def test_order_page_past_dates_and_words_nobody_knows_are_no_part_of_a_search(web: Client) -> None:
    web.post(f"{NEW}?side=3&tid=alle&sortering=tittel&utm=x&q=vann", {"name": "Vann"})
    assert SavedSearch.objects.get().query == "q=vann"


def test_the_same_search_is_kept_once_and_takes_the_new_name(web: Client) -> None:
    web.post(f"{NEW}?q=vann", {"name": "Vann"})
    web.post(f"{NEW}?q=+vann", {"name": "Rent vann"})
    assert SavedSearch.objects.get().name == "Rent vann"


def test_all_tasks_can_be_followed_too(web: Client) -> None:
    web.post(NEW, {"name": "Alt"})
    assert SavedSearch.objects.get().query == ""
    assert 'href="/en/studentoppgaver/"' in read(web, LIST)


def test_a_search_without_a_name_is_not_saved(web: Client) -> None:
    said = web.post(f"{NEW}?q=vann", {"name": ""})
    assert said.status_code == 422
    assert not SavedSearch.objects.exists()


def test_one_keeps_twenty_at_most(web: Client, cast: Cast) -> None:
    for number in range(MOST):
        kept(cast.student, f"q=vann{number}")
    said = web.post(f"{NEW}?q=mat", {"name": "Mat"})
    assert said.status_code == 422
    assert "You keep 20 searches already. Delete one first." in said.content.decode()
    assert web.post(f"{NEW}?q=vann0", {"name": "Nytt navn"}).status_code == 302


def test_a_search_that_asks_for_too_much_is_refused_in_words(web: Client) -> None:
    said = web.post(f"{NEW}?q={'ø' * 200}", {"name": "Langt"})
    assert said.status_code == 422
    assert "Choose less" in said.content.decode()


def test_one_deletes_ones_own_and_nobody_elses(web: Client, cast: Cast) -> None:
    mine, theirs = kept(cast.student), kept(cast.employee)
    assert web.post(f"{LIST}{theirs.pk}/slett/").status_code == 404
    assert web.post(f"{LIST}{mine.pk}/slett/").status_code == 302
    assert list(SavedSearch.objects.all()) == [theirs]


def test_one_sees_only_ones_own(web: Client, cast: Cast) -> None:
    kept(cast.employee, name="En annens søk")
    assert "En annens søk" not in read(web, LIST)


def test_they_go_with_the_person(cast: Cast) -> None:
    save_search(by=cast.student, name="Vann", query="q=vann")
    theirs = kept(cast.employee)
    erase_searches(Leaver(cast.student.pk, cast.student.name, (cast.student.email,)))
    assert list(SavedSearch.objects.all()) == [theirs]
