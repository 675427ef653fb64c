"""What Redis knows: the generation, the writes that are under way, the lease, and the pages."""

from __future__ import annotations

import logging
import secrets
import time
from dataclasses import dataclass
from functools import cache
from typing import Any

import redis
from django.conf import settings

logger = logging.getLogger(__name__)

LEASE = 5.0
"""Seconds a page may be served after a look for repairs, and those a writer waits without Redis."""
PENDING = 30.0
"""Seconds after which a write that was announced and never concluded counts as done."""
ANSWER_WITHIN = 0.25
RETRY_EVERY = 0.1
DIRTY = b"-"
STATE, LEASED, WRITES, GENERATION = "page:state", "page:lease", "page:writes", "page:generation"

# The number begins with the time, so that it never returns after Redis has lost it.
NEXT = """
local function raise()
  if redis.call('EXISTS', KEYS[3]) == 0 then redis.call('SET', KEYS[3], redis.call('TIME')[1] .. '000000') end
  return redis.call('INCR', KEYS[3])
end
local function settle()
  if redis.call('ZCARD', KEYS[2]) > 0 then redis.call('SET', KEYS[1], '-') return '-' end
  if redis.call('EXISTS', KEYS[3]) == 0 then raise() end
  local now = redis.call('GET', KEYS[3])
  redis.call('SET', KEYS[1], now)
  return now
end
"""
ANNOUNCE = "redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1]) redis.call('SET', KEYS[1], '-')"
CONCLUDE = NEXT + "redis.call('ZREM', KEYS[2], ARGV[1]) raise() return settle()"
SETTLE = (
    NEXT + "if redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', ARGV[1]) > 0 then raise() end return settle()"
)
KEYS = [STATE, WRITES, GENERATION]


@dataclass(frozen=True)
class Seen:
    """What one look into Redis shows: the generation (none while somebody writes), the lease, the page."""

    generation: bytes | None
    leased: bool
    page: bytes | None


class State:
    """One Redis, over one pool of connections. Raises `redis.RedisError` where it doesn't answer."""

    def __init__(self, url: str) -> None:
        self.redis: Any = redis.Redis.from_url(
            url, socket_timeout=ANSWER_WITHIN, socket_connect_timeout=ANSWER_WITHIN
        )
        self._announce = self.redis.register_script(ANNOUNCE)
        self._conclude = self.redis.register_script(CONCLUDE)
        self._settle = self.redis.register_script(SETTLE)

    def look(self, key: str) -> Seen:
        """State, lease and page in one question; writes that ran out are settled on the way."""
        state, lease, page = self.redis.mget([STATE, LEASED, key])
        if state is None or state == DIRTY:
            settled = self._settle(keys=KEYS, args=[time.time()])
            generation = None if settled == DIRTY else settled
            return Seen(generation, lease is not None, None)
        return Seen(state, lease is not None, page)

    def keep(self, key: str, page: bytes, seconds: int) -> None:
        self.redis.set(key, page, ex=seconds)

    def renew_lease(self) -> None:
        self.redis.set(LEASED, b"1", px=int(LEASE * 1000))

    def announce(self) -> str:
        """From here on no page is served. Gives the name of the write, for `conclude`."""
        token = secrets.token_hex(8)
        self._announce(keys=KEYS, args=[token, time.time() + PENDING])
        return token

    def conclude(self, token: str) -> None:
        """The write is over: pages of before are of an earlier generation."""
        self._conclude(keys=KEYS, args=[token])

    def raise_generation(self) -> None:
        self.conclude("")


@cache
def the_state() -> State:
    return State(settings.REDIS_URL)
