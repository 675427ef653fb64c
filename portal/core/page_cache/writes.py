"""Lets no commit pass by the page cache."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

import redis

from portal.core.page_cache.state import ANSWER_WITHIN, LEASE, the_state

logger = logging.getLogger(__name__)

#: An advisory lock of the database. Writers share it from before they close the cache until their transaction
#: has ended, however it ends; who opens the cache looks whether it is free.
LOCK = 7_305_244_107_266
HOLD = f"SELECT pg_advisory_xact_lock_shared({LOCK})"
REPAIR = "INSERT INTO core_cacherepair (at) VALUES (now())"
RETRY_EVERY = 0.1
#: An answer of Redis counts for a reader who gets it late by so much, too.
WAITS_FOR = LEASE + 2 * ANSWER_WITHIN


def close_before_commit(execute: Callable[[str], object]) -> None:
    """Close the cache, so that no page of before the commit that follows is served after it.

    `execute` runs SQL in the transaction that is to be committed. Without Redis it takes
    `WAITS_FOR` seconds.
    """
    execute(HOLD)
    since = time.monotonic()
    if _closed():
        return
    logger.warning("Redis doesn't answer; a write waits until no page is served from it.")
    execute(REPAIR)
    while (left := since + WAITS_FOR - time.monotonic()) > 0:
        time.sleep(min(RETRY_EVERY, left))
        if _closed():
            return


def _closed() -> bool:
    try:
        the_state().close()
    except redis.RedisError:
        return False
    return True
