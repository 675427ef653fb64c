"""The feed has the newest of everything that everyone may read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client

from portal.core.text import Text
from tests.events.factories import EntryFactory
from tests.threads_app.declared import BoatFactory

pytestmark = pytest.mark.usefixtures("boats")

ATOM = "{http://www.w3.org/2005/Atom}"
SPRING = datetime(2027, 4, 1, tzinfo=UTC)


def titles(address: str = "/feed/") -> list[str]:
    feed = ElementTree.fromstring(Client().get(address).content)
    return [str(entry.findtext(f"{ATOM}title")) for entry in feed.iter(f"{ATOM}entry")]


def test_all_kinds_are_in_it_and_each_can_be_had_alone() -> None:
    BoatFactory.create(name=Text(nb="Skibladner"))
    EntryFactory.create(title={"nb": "Årsmøtet"})
    assert set(titles()) == {"Skibladner", "Årsmøtet"}
    assert titles("/feed/?kind=boat") == ["Skibladner"]
    assert Client().get("/feed/?kind=ship").status_code == 404


def test_it_has_the_fifty_newest() -> None:
    for number in range(52):
        BoatFactory.create(name=Text(nb=f"Båt {number}"), built_at=SPRING + timedelta(days=number))
    found = titles()
    assert len(found) == 50
    assert (found[0], found[-1]) == ("Båt 51", "Båt 2")


def test_what_is_closed_or_withdrawn_is_not_in_it_and_what_is_made_up_says_so() -> None:
    BoatFactory.create(name=Text(nb="Lukket"), shown_to="governance")
    BoatFactory.create(name=Text(nb="Sunket"), state="sunk")
    BoatFactory.create(name=Text(nb="Oppdiktet"), is_example=True)
    assert titles() == ["Eksempel: Oppdiktet"]


def test_a_stray_control_character_does_not_break_it() -> None:
    BoatFactory.create(name=Text(nb="Skib\x0bladner\x1f"), summary=Text(nb="Fra\x0c 1856"))
    assert titles() == ["Skibladner"]
    assert titles("/bater/?format=atom") == ["Skibladner"]
