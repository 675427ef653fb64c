"""The whole portal with its page cache on: kept for visitors, exact for everyone."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.models import Entry
from portal.core.clock import today
from portal.core.text import Text
from portal.partnership.models import Partnership
from projects.models import Need
from tests.cast import Cast
from tests.core.page_cache.conftest import own_redis
from tests.events.factories import EntryFactory
from tests.projects.factories import NeedFactory
from tests.threads_app.declared import BoatFactory

__all__ = ["own_redis"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_redis", "partnership")]

VISITOR_PAGES = ["/", "/om/", "/styring/", "/arshjul.ics", "/arrangementer/", "/feed/", "/sitemap.xml"]
PROGRAM_PAGES = ["/feed/?kind=date", "/api/v1/", "/api/v1/date/", "/datakatalog.ttl", "/sitemap/pages.xml"]


@pytest.fixture
def entry(partnership: Partnership) -> Entry:
    """A date of today that everyone may see."""
    return EntryFactory.create(first_day=today(), title=Text(nb="Elvefestivalen", en="The river festival"))


def queries_of(address: str, **extra: Any) -> tuple[int, str]:
    with CaptureQueriesContext(connection) as asked:
        response = Client().get(address, **extra)
    assert response.status_code == 200
    return len(asked), response.content.decode()


@pytest.mark.parametrize("address", VISITOR_PAGES + PROGRAM_PAGES)
def test_the_second_visitor_costs_no_query(entry: Entry, address: str) -> None:
    made = queries_of(address)
    assert queries_of(address) == (0, made[1])


@pytest.mark.parametrize("address", ["/arshjul/{year}/", "/arshjul.ics", "/arrangementer/"])
def test_a_date_that_is_withdrawn_is_gone_for_the_next_visitor(entry: Entry, address: str) -> None:
    address = address.format(year=entry.year)
    assert "Elvefestivalen" in queries_of(address)[1]
    entry.shown_to = "governance"
    entry.save()
    assert "Elvefestivalen" not in queries_of(address)[1]
    assert "Elvefestivalen" not in queries_of(address)[1]


def test_a_date_that_is_deleted_leaves_nothing_behind(entry: Entry) -> None:
    address = f"/arshjul/datoer/{entry.pk}/"
    queries_of(address)
    Entry.objects.filter(pk=entry.pk).delete()
    assert Client().get(address).status_code != 200


def test_each_language_is_kept_by_itself(entry: Entry) -> None:
    path = f"/arshjul/datoer/{entry.pk}/"
    for _ in range(2):
        assert "Elvefestivalen" in queries_of(path, headers={"Accept-Language": "en"})[1]
        assert "The river festival" in queries_of(f"/en{path}", headers={"Accept-Language": "nb"})[1]


def test_whoever_is_signed_in_reads_their_own_page(cast: Cast) -> None:
    queries_of("/")
    client = Client()
    client.force_login(cast.secretary, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/").content.decode() != queries_of("/")[1]
    assert queries_of("/")[0] == 0


@pytest.mark.usefixtures("boats")
def test_a_new_kind_is_kept_and_closed_by_declaring_itself() -> None:
    boat = BoatFactory.create(name=Text(nb="Skibladner"))
    for address in ("/bater/", f"/bater/{boat.slug}/"):
        assert "Skibladner" in queries_of(address)[1]
        assert queries_of(address)[0] == 0
    type(boat).objects.filter(pk=boat.pk).update(name=Text(nb="Fløteren"))
    for address in ("/bater/", f"/bater/{boat.slug}/"):
        assert "Skibladner" not in queries_of(address)[1]


def test_another_site_that_has_a_kept_answer_may_read_that_it_is_unchanged(entry: Entry) -> None:
    etag = Client().get("/api/v1/date/").headers["ETag"]
    with CaptureQueriesContext(connection) as asked:
        again = Client().get("/api/v1/date/", headers={"If-None-Match": etag})
    assert (again.status_code, len(asked)) == (304, 0)
    assert again.headers["Access-Control-Allow-Origin"] == "*"


def test_a_need_is_on_the_front_page_for_the_next_visitor_and_gone_when_it_is_parked(
    partnership: Partnership,
) -> None:
    queries_of("/")
    need = NeedFactory.create(title=Text(nb="Hvor blir vannet av?"))
    assert "Hvor blir vannet av?" in queries_of("/")[1]
    Need.objects.filter(pk=need.pk).update(state="parked", reason="Vi venter på målere.")
    assert "Hvor blir vannet av?" not in queries_of("/")[1]
