"""Programs read what everyone may read, all of it, and nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.core.models.thread import Relation
from portal.core.text import Text
from portal.core.workflows.thread import link, merge
from tests.threads_app.declared import BoatFactory

pytestmark = pytest.mark.usefixtures("boats")

BOATS = "/api/v1/boat/"
SPRING = datetime(2027, 4, 1, 12, tzinfo=UTC)


def read(address: str) -> Any:
    response = Client().get(address)
    assert response.status_code == 200, response.content
    return response.json()


def keys(address: str = BOATS) -> list[str]:
    return [item["key"] for item in read(address)["items"]]


def all_keys(address: str | None) -> list[str]:
    found = []
    while address:
        page = read(address)
        found += [item["key"] for item in page["items"]]
        address = page["next"]
    return found


def test_the_index_names_each_kind_with_its_words_and_numbers() -> None:
    BoatFactory.create(harbour="sør")
    BoatFactory.create(state="sunk")
    boat = next(kind for kind in read("/api/v1/")["kinds"] if kind["kind"] == "boat")
    assert boat["number"] == 1
    assert boat["things"] == "http://testserver/api/v1/boat/"
    assert boat["list_pages"]["en"] == "http://testserver/en/bater/"
    assert boat["facets"][0]["values"] == [
        {"value": "sør", "label": {"nb": "Sør", "nn": "Sør", "en": "Sør"}, "number": 1}
    ]


def test_a_thing_is_told_in_full() -> None:
    BoatFactory.create(
        slug="skib", name=Text(nb="Skibladner"), story="Fra 1856.", is_example=True,
        sails_on=date(2027, 5, 1), built_at=SPRING,
    )  # fmt: skip
    boat = read(f"{BOATS}skib")
    assert boat["id"] == "http://testserver/api/v1/boat/skib"
    assert boat["title"] == {"nb": "Skibladner"}
    assert boat["pages"]["nn"] == "http://testserver/nn/bater/skib/"
    assert (boat["text"], boat["text_language"]) == ("Fra 1856.", "nb")
    assert boat["days"] == {"first": "2027-05-01", "last": "2027-05-01", "precision": "date"}
    assert boat["published"] == "2027-04-01T12:00:00Z"
    assert boat["example"] is True


def test_all_pages_together_hold_each_thing_once_newest_first() -> None:
    for number in range(7):
        # Some are of the same moment: the place where a page ends tells them apart.
        BoatFactory.create(slug=f"b{number}", built_at=SPRING + timedelta(days=number // 3))
    assert all_keys(f"{BOATS}?limit=2") == ["b6", "b5", "b4", "b3", "b2", "b1", "b0"]


def test_what_comes_while_one_reads_moves_nothing() -> None:
    for number in range(4):
        BoatFactory.create(slug=f"b{number}", built_at=SPRING + timedelta(days=number))
    first = read(f"{BOATS}?limit=2")
    BoatFactory.create(slug="new", built_at=SPRING + timedelta(days=9))
    assert keys(first["next"]) == ["b1", "b0"]


def test_a_page_costs_the_same_for_few_and_for_many() -> None:
    with CaptureQueriesContext(connection) as few:
        keys()
    for _number in range(30):
        BoatFactory.create()
    with CaptureQueriesContext(connection) as many:
        keys()
    assert len(many) == len(few) == 1


def test_only_what_is_public_is_told() -> None:
    BoatFactory.create(slug="closed", shown_to="governance")
    BoatFactory.create(slug="own", shown_to="own")
    assert keys() == []
    assert [Client().get(f"{BOATS}{key}").status_code for key in ("closed", "own", "none")] == [404] * 3


def test_what_is_withdrawn_says_so_and_what_is_exempt_has_no_words() -> None:
    BoatFactory.create(slug="sunk", state="sunk")
    BoatFactory.create(slug="secret", closed=True, name=Text(nb="Hemmelig"), story="Taushetsbelagt.")
    assert read(f"{BOATS}sunk")["live"] is False
    assert keys() == ["secret"]
    text = Client().get(f"{BOATS}secret").content.decode()
    assert "En båt" in text
    assert "Hemmelig" not in text
    assert "Taushetsbelagt" not in text


def test_a_thread_is_told_as_everyone_may_see_it() -> None:
    first, second, closed = (
        BoatFactory.create(slug=slug, shown_to=shown_to)
        for slug, shown_to in (("pram", "public"), ("jakt", "public"), ("skjult", "governance"))
    )
    link(first.thread, second.thread, Relation.BECAME)
    link(first.thread, closed.thread, Relation.BECAME)
    assert [one["key"] for one in read(f"{BOATS}pram")["thread"]] == ["pram", "jakt"]


def test_what_was_merged_answers_as_what_it_became() -> None:
    old, new = BoatFactory.create(slug="gammel"), BoatFactory.create(slug="ny")
    merge(old.thread, into=new.thread)
    assert read(f"{BOATS}gammel")["key"] == "ny"
    assert keys() == ["ny"]


@pytest.mark.parametrize(
    ("asked", "status", "says"),
    [
        ("/api/v1/ship/", 404, "boat"),
        ("/api/v1/boat/?limit=0", 422, "limit"),
        ("/api/v1/boat/?limit=101", 422, "limit"),
        ("/api/v1/boat/?after=yesterday", 422, "after"),
        ("/api/v1/boat/a%00b", 422, "key"),
        ("/api/v1/boat/a/b/c", 404, "/api/v1/"),
    ],
)
def test_a_wrong_question_is_answered_with_what_is_wrong(asked: str, status: int, says: str) -> None:
    response = Client().get(asked)
    assert response.status_code == status
    assert says in response.json()["detail"]
