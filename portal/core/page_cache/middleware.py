"""The outermost door: answers visitors without an account from what is kept, without a query."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

import redis
from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from portal.core.page_cache.boundaries import next_boundary
from portal.core.page_cache.opening import CLOSED, open_again
from portal.core.page_cache.page import Page, may_be_kept, page_key, release
from portal.core.page_cache.state import Seen, the_state

logger = logging.getLogger(__name__)
LONGEST = 3600  # seconds
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
COMPLAINS_EVERY = 10.0  # seconds
#: What lets other sites read an answer lets them read that it has not changed.
READ_FROM_ELSEWHERE = ("Access-Control-", "Cross-Origin-Resource-Policy")
FAILURES = (redis.RedisError, Error)


class PageCache:
    """Serves kept pages and keeps new ones. A Redis that doesn't answer makes it slower and nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._silent_until = 0.0
        release()  # now, since files may be exchanged under a process that runs

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = page_key(request) if settings.PAGE_CACHE else None
        if key is None:
            return self.get_response(request)
        seen = self._look(key)
        if seen.page is not None:
            page = Page.unpacked(seen.page)
            if page.generation == seen.generation and time.time() < page.until:
                return _answer(request, page.headers, page.body)
        return self._render(request, key, seen.generation)

    def _look(self, key: str) -> Seen:
        """What Redis knows, after opening the cache where that is due; nothing where that can't be had."""
        try:
            state = the_state()
            state.close_once()
            seen = state.look(key)
            return seen if seen.generation is not None else open_again(state, key)
        except FAILURES as error:
            self._complain("The page cache is passed by", error)
            return CLOSED

    def _render(self, request: HttpRequest, key: str, generation: bytes | None) -> HttpResponse:
        """Make the page anew. Whether it is kept or Redis is away, a reader is answered the same."""
        until = _boundary()  # of before the page was made: it says what was true then
        asked = {name: request.META.pop(name) for name in CONDITIONS if name in request.META}
        response = self.get_response(request)
        request.META.update(asked)
        if not may_be_kept(request, response):
            return _conditional(request, response)
        page = Page.of(response, generation or b"", until)
        if generation is not None and request.method == "GET":
            self._keep(key, page)
        return _answer(request, page.headers, page.body)

    def _keep(self, key: str, page: Page) -> None:
        seconds = min(LONGEST, int(page.until - time.time()) + 1)
        if seconds < 1:
            return
        try:
            the_state().keep(key, page.packed(), seconds)
        except redis.RedisError as error:
            self._complain("Redis doesn't take a page", error)

    def _complain(self, what: str, error: Exception) -> None:
        """In the log, but not for each visitor."""
        if time.monotonic() >= self._silent_until:
            self._silent_until = time.monotonic() + COMPLAINS_EVERY
            logger.warning("%s (%s).", what, type(error).__name__)


def _boundary() -> float:
    try:
        return next_boundary().timestamp()
    except Error:
        return 0


def _answer(request: HttpRequest, headers: tuple[tuple[str, str], ...], body: bytes) -> HttpResponse:
    """The page as it was sent; where only the headers were asked for, the server leaves the body out."""
    response = HttpResponse(body)
    for name, value in headers:
        response.headers[name] = value
    return _conditional(request, response)


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """304 where the reader has the page already."""
    etag = response.headers.get("ETag")
    if response.status_code != 200 or etag is None or not any(name in request.META for name in CONDITIONS):
        return response
    found = get_conditional_response(request, etag=etag, response=response)
    if not isinstance(found, HttpResponse):
        return response
    for name, value in response.headers.items():
        if name.startswith(READ_FROM_ELSEWHERE):
            found.headers.setdefault(name, value)
    return found
