"""Pages about one thing tell search engines what it is, as exactly as it is known and no more."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from portal.core.rules.linked_data import as_exact
from portal.core.text import Text
from tests.events.factories import EntryFactory
from tests.threads_app.declared import BoatFactory

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def said_on(path: str) -> list[Any]:
    return [json.loads(block) for block in BLOCK.findall(Client().get(path).content.decode())]


@pytest.mark.usefixtures("boats")
def test_a_thing_is_told_in_the_readers_language() -> None:
    BoatFactory.create(slug="skib", name=Text(nb="Skibet", en="The ship"))
    assert said_on("/en/bater/skib/") == [
        {
            "@context": "https://schema.org",
            "@type": "Vehicle",
            "@id": "http://testserver/bater/skib/",
            "url": "http://testserver/en/bater/skib/",
            "name": "The ship",
            "description": "Where does it go?",
        }
    ]


@pytest.mark.usefixtures("boats")
def test_no_title_gets_out_of_its_block() -> None:
    title = "</script><script src=//evil.example></script><!-- &amp;"
    BoatFactory.create(slug="skib", name=Text(nb=title))
    assert "<script src=//evil" not in Client().get("/bater/skib/").content.decode()
    assert said_on("/bater/skib/")[0]["name"] == title


@pytest.mark.usefixtures("boats")
def test_made_up_things_say_so() -> None:
    BoatFactory.create(slug="skib", name=Text(nb="Skib"), is_example=True)
    assert said_on("/bater/skib/")[0]["name"] == "Eksempel: Skib"


def test_a_date_is_an_event_that_may_be_cancelled(partnership: Any) -> None:
    entry = EntryFactory.create(first_day=date(2027, 3, 3), last_day=date(2027, 3, 4))
    [said] = said_on(entry.thread.address)
    assert said["@type"] == "Event"
    assert (said["startDate"], said["endDate"]) == ("2027-03-03", "2027-03-04")
    assert said["eventStatus"] == "https://schema.org/EventScheduled"


def test_what_not_everyone_may_read_is_told_to_no_search_engine(cast: Any) -> None:
    entry = EntryFactory.create(shown_to="governance")
    client = Client()
    client.force_login(cast.secretary)
    page = client.get(entry.thread.address)
    assert page.status_code == 200
    assert not BLOCK.findall(page.content.decode())


@pytest.mark.parametrize(
    ("precision", "said"), [("date", "2027-01-03"), ("week", "2026-W53"), ("month", "2027-01")]
)
def test_a_day_is_said_no_more_exactly_than_it_is_known(precision: str, said: str) -> None:
    assert as_exact(date(2027, 1, 3), precision) == said
