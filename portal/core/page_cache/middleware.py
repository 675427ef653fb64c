"""The outermost door: answers visitors without an account from what is kept, without a query."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable

import redis
from django.conf import settings
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from portal.core.models import CacheRepair
from portal.core.page_cache.boundaries import next_boundary
from portal.core.page_cache.page import Page, may_be_kept, page_key
from portal.core.page_cache.state import Seen, State, the_state

logger = logging.getLogger(__name__)
LONGEST = 3600  # seconds


class PageCache:
    """Serves kept pages and keeps new ones. A Redis that doesn't answer makes it slower and nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = page_key(request, settings.SESSION_COOKIE_NAME) if settings.PAGE_CACHE else None
        if key is None:
            return self.get_response(request)
        state = the_state()
        seen = _look(state, key)
        if seen is None or seen.generation is None:
            return self.get_response(request)
        if seen.page is not None:
            page = Page.unpacked(seen.page)
            if page.generation == seen.generation and time.time() < page.until:
                return _answer(request, page)
        response = self.get_response(request)
        if request.method == "GET" and may_be_kept(response):
            return _answer(request, _keep(state, key, seen.generation, response))
        return response


def _look(state: State, key: str) -> Seen | None:
    """What Redis knows, with a lease that is alive; none where that can't be had."""
    try:
        seen = state.look(key)
        if seen.leased:
            return seen
        _settle_repairs(state)
        state.renew_lease()
        return state.look(key)
    except (redis.RedisError, DatabaseError) as error:
        logger.warning("The page cache is passed by (%s).", type(error).__name__)
        return None


def _settle_repairs(state: State) -> None:
    """Raise the generation for writes that could not; their rows go only if that worked."""
    if not CacheRepair.objects.exists():
        return
    with transaction.atomic():
        if CacheRepair.objects.all().delete()[0]:
            state.raise_generation()


def _keep(state: State, key: str, generation: bytes, response: HttpResponse) -> Page:
    until = next_boundary().timestamp()
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    headers = {**response.headers, "ETag": etag, "Cache-Control": "no-cache"}
    page = Page(generation, until, tuple(headers.items()), etag, response.content)
    try:
        state.keep(key, page.packed(), max(1, min(LONGEST, int(until - time.time()) + 1)))
    except redis.RedisError:
        logger.warning("Redis doesn't take a page.")
    return page


def _answer(request: HttpRequest, page: Page) -> HttpResponse:
    """As it was sent; 304 where the reader has it; without its body where only the headers were asked for."""
    response = HttpResponse(page.body)
    for name, value in page.headers:
        response.headers[name] = value
    found = get_conditional_response(request, etag=page.etag, response=response)
    return found if isinstance(found, HttpResponse) else response
