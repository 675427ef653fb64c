"""What is kept, for whom, and until when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.messages.storage.session import SessionStorage
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from portal.core.clock import OSLO
from portal.core.page_cache import page as pages
from portal.core.page_cache import state
from portal.core.page_cache.boundaries import boundaries
from portal.core.page_cache.middleware import PageCache
from portal.core.threads import kinds
from tests.core.page_cache.own_redis import OwnRedis
from tests.core.page_cache.stage import AFTER, BEFORE, Stage

EVENING = datetime(2027, 3, 27, 23, 59, 50, tzinfo=OSLO)  # the night DST begins


@pytest.fixture
def deadline() -> Iterator[datetime]:
    """A moment of the day at which an app's pages change."""
    moment = EVENING - timedelta(hours=2)
    boundaries.register("test", lambda now: moment if now < moment else None)
    yield moment
    boundaries.unregister("test")


def test_a_page_ends_at_midnight_in_oslo(stage: Stage) -> None:
    with time_machine.travel(EVENING, tick=False) as clock:
        assert [stage.read(), stage.read(), stage.made] == [BEFORE, BEFORE, 1]
        clock.shift(timedelta(seconds=9))
        assert [stage.read(), stage.made] == [BEFORE, 1]
        clock.shift(timedelta(seconds=1))
        assert [stage.read(), stage.made] == [BEFORE, 2]


def test_a_page_ends_at_a_deadline_that_an_app_has_told_of(stage: Stage, deadline: datetime) -> None:
    with time_machine.travel(deadline - timedelta(seconds=1), tick=False) as clock:
        assert [stage.read(), stage.read(), stage.made] == [BEFORE, BEFORE, 1]
        clock.shift(timedelta(seconds=1))
        assert [stage.read(), stage.read(), stage.made] == [BEFORE, BEFORE, 2]


def test_a_page_that_was_begun_before_midnight_is_not_kept_into_the_day(stage: Stage) -> None:
    with time_machine.travel(EVENING, tick=False) as clock:

        def slow(word: str) -> HttpResponse:
            clock.shift(timedelta(seconds=20))
            return HttpResponse(word)

        stage.answer = slow
        stage.read()
        stage.read()
    assert stage.made == 2


def test_whoever_is_signed_in_passes_the_cache_by(stage: Stage) -> None:
    stage.read()
    assert stage.ask(headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}=x"}).content
    assert stage.made == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"path": "/om/"}, {"path": "/nn/om/"}),
        ({"path": "/?side=2"}, {"path": "/?side=3"}),
        ({"path": "/?side=2&side=3"}, {"path": "/?side=3&side=2"}),
        ({"HTTP_HOST": "one.example"}, {"HTTP_HOST": "two.example"}),
        ({"secure": True}, {"secure": False}),
    ],
)
def test_addresses_are_kept_apart(stage: Stage, one: dict[str, Any], other: dict[str, Any]) -> None:
    stage.ask(**one)
    stage.ask(**other)
    assert stage.made == 2


@pytest.mark.parametrize(
    "address",
    [
        "/?q=behov",
        "/?side=1&q=",
        "/?utm=1",
        f"/?side={'1' * 61}",
        "/?" + "&".join(["side=1"] * 9),
        "/" + "a" * 400,
        "/demo/postkasse/",
        "/nn/demo/postkasse/",
        "/static/css/portal.css",
        "/metrics",
    ],
)
def test_what_is_endless_or_not_for_everyone_has_no_place(address: str) -> None:
    assert pages.page_key(RequestFactory().get(address)) is None


def test_the_facets_of_every_list_may_stand_in_the_address() -> None:
    for kind in kinds:
        for facet in kind.facets:
            assert pages.page_key(RequestFactory().get("/", {facet.name: "x"})) is not None


def test_only_reading_is_answered_from_what_is_kept(stage: Stage) -> None:
    stage.read()
    request = RequestFactory().post("/")
    assert pages.page_key(request) is None
    assert pages.page_key(RequestFactory().get("/", headers={"Authorization": "Bearer x"})) is None


def with_cookie(word: str) -> HttpResponse:
    answer = HttpResponse(word)
    answer.set_cookie("csrftoken", "x")
    return answer


NEVER = {
    "a cookie": with_cookie,
    "a form that is posted": lambda word: HttpResponse(f'<form class="a" METHOD=Post>{word}'),
    "a token": lambda word: HttpResponse(f'<input name="csrfmiddlewaretoken">{word}'),
    "a nonce": lambda word: HttpResponse(word, headers={"Content-Security-Policy": "script-src 'nonce-abc'"}),
    "a page of one's own": lambda word: HttpResponse(word, headers={"Cache-Control": "private, no-cache"}),
    "a page not to be kept": lambda word: HttpResponse(word, headers={"Cache-Control": "no-store"}),
    "an answer to one origin": lambda word: HttpResponse(word, headers={"Vary": "Cookie, Origin"}),
    "a page that is not there": lambda word: HttpResponse(word, status=404),
    "a file of a kind we don't know": lambda word: HttpResponse(word, content_type="application/pdf"),
    "a very large page": lambda word: HttpResponse(word * 200_000),
    "a page that is sent in pieces": lambda word: StreamingHttpResponse([word]),
}


@pytest.mark.parametrize("what", NEVER)
def test_what_is_never_kept(stage: Stage, what: str) -> None:
    stage.answer = NEVER[what]
    stage.ask()
    stage.ask()
    assert stage.made == 2


@pytest.mark.parametrize(
    "kind", ["text/html", "text/calendar", "application/atom+xml", "application/json", "image/svg+xml"]
)
def test_what_is_kept(stage: Stage, kind: str) -> None:
    stage.answer = lambda word: HttpResponse(
        word, content_type=f"{kind}; charset=utf-8", headers={"Vary": "Cookie, Accept-Language"}
    )
    first, second = stage.ask(), stage.ask()
    assert stage.made == 1
    assert dict(first.headers) == dict(second.headers)
    assert first.content == second.content


def test_a_page_that_shows_a_message_is_not_kept() -> None:
    request = HttpRequest()
    request.session = SessionStore()
    request._messages = SessionStorage(request)  # type: ignore[attr-defined]
    assert pages.may_be_kept(request, HttpResponse())
    request._messages.added_new = True  # type: ignore[attr-defined]
    assert not pages.may_be_kept(request, HttpResponse())


def test_whoever_has_the_page_is_told_that_it_is_the_same(stage: Stage) -> None:
    first = stage.ask()
    assert first.headers["Cache-Control"] == "no-cache"
    again = stage.ask(headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content, stage.made) == (304, b"", 1)
    stage.write(AFTER)
    changed = stage.ask(headers={"If-None-Match": first.headers["ETag"]})
    assert (changed.status_code, changed.content.decode()) == (200, AFTER)


def test_a_reader_who_has_the_page_makes_it_kept_for_the_others(stage: Stage) -> None:
    made = []

    def feed(request: HttpRequest) -> HttpResponse:
        made.append(request)
        has_it = "If-None-Match" in request.headers
        return HttpResponse(status=304) if has_it else HttpResponse("a feed", headers={"ETag": '"own"'})

    stage.page_cache = PageCache(feed)
    etag = stage.ask().headers["ETag"]
    stage.change(BEFORE)
    assert stage.ask(headers={"If-None-Match": etag}).status_code == 304
    assert stage.ask().status_code == 200
    assert len(made) == 2


def test_without_redis_answers_have_the_same_headers(stage: Stage, own_redis: OwnRedis) -> None:
    kept = stage.ask()
    own_redis.kill()
    assert dict(stage.ask().headers) == dict(kept.headers)
    assert stage.ask(headers={"If-None-Match": kept.headers["ETag"]}).status_code == 304


def test_whoever_asks_for_the_headers_gets_those_of_the_page(stage: Stage) -> None:
    kept = stage.ask()
    head = stage.page_cache(RequestFactory().head("/"))
    assert (dict(head.headers), stage.made) == (dict(kept.headers), 1)


def test_another_release_has_pages_of_its_own(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.read()
    monkeypatch.setattr(pages, "release", lambda: "another")
    stage.read()
    assert stage.made == 2


def test_made_up_addresses_do_not_fill_redis(
    stage: Stage, own_redis: OwnRedis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "MOST_KEPT", 5)
    for number in range(20):
        stage.ask(f"/?side={number}")
    with own_redis.client() as client:
        assert len(list(client.scan_iter("page:*"))) == 5 + 3  # the generation, that it is open, what is kept
