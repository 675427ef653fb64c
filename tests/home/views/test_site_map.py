"""Search engines find every public page, and nothing that is made up or withdrawn."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from portal.core.models import Thread
from portal.core.queries import published
from portal.partnership.models import User
from tests.cast import Cast
from tests.threads_app.declared import BoatFactory

pytestmark = pytest.mark.usefixtures("boats")


def locations(path: str) -> list[str]:
    response = Client().get(path)
    assert response.status_code == 200, path
    assert response.headers["Content-Type"].startswith("application/xml")
    return re.findall(r"<loc>http://testserver([^<]*)</loc>", response.content.decode())


def everywhere() -> list[str]:
    return [path for file in locations("/sitemap.xml") for path in locations(file)]


def test_every_page_and_every_thing_is_there_in_each_language() -> None:
    BoatFactory.create(slug="skib")
    found = everywhere()
    assert {"/om/", "/nn/om/", "/en/om/", "/bater/skib/", "/nn/bater/skib/", "/en/bater/skib/"} <= set(found)
    assert len(found) == len(set(found))


def test_every_address_there_is_a_page() -> None:
    BoatFactory.create()
    for path in everywhere():
        assert Client().get(path).status_code == 200, path


def test_what_is_closed_withdrawn_or_made_up_is_not_there() -> None:
    BoatFactory.create(slug="lukket", shown_to="governance")
    BoatFactory.create(slug="sunket", state="sunk")
    BoatFactory.create(slug="oppdiktet", is_example=True)
    assert not [path for path in everywhere() if path.startswith("/bater/")]


def test_many_things_are_spread_over_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(published, "IN_A_FILE", 2)
    boats = BoatFactory.create_batch(5)
    files = locations("/sitemap.xml")
    assert len(files) >= 4
    assert {f"/bater/{boat.slug}/" for boat in boats} <= set(everywhere())
    assert Client().get(f"/sitemap/{Thread.objects.latest('pk').pk + 9}.xml").status_code == 404


def test_an_installation_with_examples_is_closed_to_search_engines(cast: Cast) -> None:
    assert "Disallow: /min-side/\n" in Client().get("/robots.txt").content.decode()
    User.objects.filter(pk=cast.student.pk).update(is_example=True)
    robots = Client().get("/robots.txt").content.decode()
    assert "Disallow: /\n" in robots
    assert "Sitemap: http://testserver/sitemap.xml\n" in robots
