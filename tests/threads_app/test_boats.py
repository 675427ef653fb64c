"""What an app gets for a kind of thing by declaring it: list, page with its thread, search, file and feed."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.test import Client

from portal.core.models import Thread
from portal.core.models.thread import Relation
from portal.core.text import Text
from portal.core.workflows.thread import link
from tests.threads_app.declared import BoatFactory

pytestmark = pytest.mark.usefixtures("boats")

DECLARATION = ("apps.py", "models.py", "threads.py", "urls.py")


def test_the_declaration_has_fewer_than_eighty_lines() -> None:
    folder = Path(__file__).parent
    lines = [
        line for name in DECLARATION for line in (folder / name).read_text().splitlines() if line.strip()
    ]
    assert len(lines) < 80


def text_of(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_boats_have_a_list_that_leads_to_each() -> None:
    boat = BoatFactory.create(name=Text(nb="Skibladner"), harbour="sør")
    page = text_of("/bater/")
    assert f'<a href="/bater/{boat.slug}/">Skibladner</a>' in page
    assert "Hvor går ferden?" in page
    assert "Sør" in page


def test_boats_are_found_by_their_words() -> None:
    BoatFactory.create(name=Text(nb="Skibladner"), story="Hjuldamper på Mjøsa siden 1856.")
    BoatFactory.create(name=Text(nb="Fløteren"))
    page = text_of("/bater/?q=hjuldamp")
    assert "Skibladner" in page
    assert "Fløteren" not in page


def test_a_boat_has_a_page_with_its_facts_and_its_thread() -> None:
    first = BoatFactory.create(name=Text(nb="Pram"), harbour="nord")
    second = BoatFactory.create(name=Text(nb="Jakt"))
    link(first.thread, second.thread, Relation.BECAME)
    page = text_of(f"/bater/{first.slug}/")
    assert f'<a href="/bater/{second.slug}/">Jakt</a>' in page
    assert 'aria-current="step"' in page
    assert "Nord" in page


def test_boats_have_a_file_and_a_feed() -> None:
    boat = BoatFactory.create(name=Text(nb="=1+1"), is_example=True)
    response = Client().get("/bater/?format=csv")
    rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1][0] == "'=1+1"
    assert rows[1][-1] == f"http://testserver/bater/{boat.slug}/"
    assert rows[1][7] == "Eksempel"
    feed = text_of("/bater/?format=atom")
    assert "<title>Eksempel: =1+1</title>" in feed
    assert f'href="http://testserver/bater/{boat.slug}/"' in feed


def test_a_boat_that_is_gone_is_nowhere() -> None:
    boat = BoatFactory.create(name=Text(nb="Skibladner"))
    boat.delete()
    assert not Thread.objects.filter(kind="boat").exists()
    for address in ("/bater/", "/bater/?q=skibladner", "/bater/?format=atom"):
        assert "Skibladner" not in text_of(address).replace("“skibladner”", "")
    assert Client().get(f"/bater/{boat.slug}/").status_code == 404
