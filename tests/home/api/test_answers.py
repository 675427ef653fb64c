"""What every answer of the API carries, and how much one reader is answered."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client, RequestFactory, override_settings

from portal.home.api import limit
from portal.partnership.models import Partnership
from tests.events.factories import EntryFactory

pytestmark = pytest.mark.usefixtures("partnership")

READ_FROM_ANYWHERE = [
    "/api/v1/",
    "/api/v1/date/",
    "/api/v1/openapi.json",
    "/feed/",
    "/datakatalog.ttl",
    "/datakatalog.jsonld",
]


@pytest.mark.parametrize("path", READ_FROM_ANYWHERE)
def test_other_sites_may_read_it(path: str) -> None:
    response = Client().get(path)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not response.cookies


@pytest.mark.parametrize("path", READ_FROM_ANYWHERE)
def test_who_has_it_already_gets_an_empty_304(path: str) -> None:
    EntryFactory.create()
    etag = Client().get(path).headers["ETag"]
    again = Client().get(path, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == etag
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert Client().get(path, headers={"If-None-Match": '"another"'}).status_code == 200


def test_what_changes_has_another_etag(partnership: Partnership) -> None:
    before = Client().get("/api/v1/").headers["ETag"]
    Partnership.objects.update(name={"nb": "Et annet navn"})
    assert Client().get("/api/v1/").headers["ETag"] != before


def test_a_browser_that_asks_first_is_told_what_it_may() -> None:
    response = Client().options("/api/v1/date/", headers={"Origin": "https://other.example"})
    assert response.status_code == 204
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in response.headers["Access-Control-Allow-Headers"]


def test_head_says_the_same_without_the_body() -> None:
    asked, head = Client().get("/api/v1/date/"), Client().head("/api/v1/date/")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == asked.headers["ETag"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(method: str) -> None:
    response = getattr(Client(enforce_csrf_checks=True), method)("/api/v1/date/")
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


def ask(address: str, forwarded: str = "") -> int:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return Client(REMOTE_ADDR=address).get("/api/v1/", headers=headers).status_code


@pytest.fixture
def somebody() -> str:
    """The beginning of addresses nobody has asked from, in this run or beside it."""
    number = uuid4().hex
    return f"2001:db8:{number[:4]}:{number[4:7]}"


@pytest.fixture
def three_a_minute(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(limit, "time", lambda: 1_800_000_015.0)  # 15 seconds into a minute
    with override_settings(API_A_MINUTE=3):
        yield


@pytest.mark.usefixtures("three_a_minute")
class TestTooMany:
    def test_the_fourth_question_of_a_minute_has_to_wait(self, somebody: str) -> None:
        assert [ask(f"{somebody}0::1") for _question in range(4)] == [200, 200, 200, 429]
        response = Client(REMOTE_ADDR=f"{somebody}0::1").get("/api/v1/date/")
        assert response.headers["Retry-After"] == "45"
        assert "45 seconds" in response.json()["detail"]
        assert response.headers["Access-Control-Allow-Origin"] == "*"

    def test_the_next_minute_begins_anew(self, somebody: str, monkeypatch: pytest.MonkeyPatch) -> None:
        assert [ask(f"{somebody}0::1") for _question in range(4)][-1] == 429
        monkeypatch.setattr(limit, "time", lambda: 1_800_000_060.0)
        assert ask(f"{somebody}0::1") == 200

    def test_a_network_of_one_subscriber_is_one_reader_and_the_next_one_another(self, somebody: str) -> None:
        asked = [ask(f"{somebody}0::{number}") for number in range(1, 5)]
        assert asked == [200, 200, 200, 429]
        assert ask(f"{somebody}1::1") == 200

    def test_who_claims_to_be_another_is_not_believed(self, somebody: str) -> None:
        asked = [ask(f"{somebody}0::1", forwarded=f"198.51.100.{number}") for number in range(4)]
        assert asked[-1] == 429

    @override_settings(TRUSTED_PROXIES=1)
    def test_our_own_proxy_is_believed(self, somebody: str) -> None:
        asked = [ask("192.0.2.1", forwarded=f"spoofed, {somebody}{number}::1") for number in range(4)]
        assert asked == [200] * 4

    def test_no_address_is_kept_and_nothing_for_long(self, somebody: str) -> None:
        request = RequestFactory().get("/api/v1/", REMOTE_ADDR=f"{somebody}0::1")
        assert limit.seconds_to_wait(request) == 0
        key = f"api:30000000:{limit._who(request)}"
        assert somebody not in key
        assert 0 < limit._redis().ttl(key) <= 120


@override_settings(API_A_MINUTE=0, REDIS_URL="redis://127.0.0.1:1/0")
def test_without_redis_everyone_is_answered(somebody: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(f"{somebody}0::1") == 429
    monkeypatch.setattr(limit, "_redis", limit._redis.__wrapped__)
    assert ask(f"{somebody}0::1") == 200
