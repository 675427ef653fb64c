"""What an app gets for programs by declaring a kind of thing: API, feed, catalogue and schema.org."""

from __future__ import annotations

import pytest
from django.test import Client

from portal.core.text import Text
from tests.threads_app.declared import BoatFactory

pytestmark = pytest.mark.usefixtures("boats")


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/boat/",
        "/api/v1/boat/skib",
        "/feed/",
        "/feed/?kind=boat",
        "/bater/?format=csv",
        "/bater/skib/",
    ],
)
def test_a_boat_is_in_every_form_and_out_of_all_of_them_when_it_is_gone(address: str) -> None:
    boat = BoatFactory.create(slug="skib", name=Text(nb="Skibladner"))
    assert "Skibladner" in Client().get(address).content.decode()
    boat.delete()
    assert "Skibladner" not in Client().get(address).content.decode()


def test_boats_are_named_where_programs_begin() -> None:
    assert '"kind": "boat"' in Client().get("/api/v1/").content.decode()
    assert "<http://testserver/datakatalog#boat> a dcat:Dataset" in (
        Client().get("/datakatalog.ttl").content.decode()
    )
    assert 'href="/bater/"' in Client().get("/api/v1/docs").content.decode()
