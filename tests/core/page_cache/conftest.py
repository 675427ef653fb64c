from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from portal.core.page_cache.state import the_state
from tests.core.page_cache.own_redis import OwnRedis
from tests.core.page_cache.stage import Stage


@pytest.fixture
def own_redis(settings: Any) -> Iterator[OwnRedis]:
    """A running Redis that only this test uses, with the page cache on."""
    server = OwnRedis()
    server.start()
    settings.REDIS_URL, settings.PAGE_CACHE = server.url, True
    the_state.cache_clear()
    try:
        yield server
    finally:
        settings.PAGE_CACHE = False
        the_state.cache_clear()
        server.remove()


@pytest.fixture
def stage(transactional_db: None, own_redis: OwnRedis) -> Iterator[Stage]:
    """The page whose word changes."""
    found = Stage()
    found.set_up()
    yield found
    found.clear()
