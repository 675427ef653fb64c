"""What Redis knows: the present generation, whether the cache is open, and the pages."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

LEASE = 3.0
"""Seconds for which the cache is opened at a time, and those a writer waits that can't reach Redis."""
ANSWER_WITHIN = 0.25
READS = 262_144
"""Bytes taken from the socket at a time: most pages whole."""
MOST_KEPT = 2000
"""Pages kept at most, so that nobody fills Redis with addresses they make up; the oldest make room."""
OPEN, GENERATION, KEPT = "page:open", "page:generation", "page:kept"

BEGIN = """
local generation = redis.call('GET', KEYS[1])
if not generation or string.sub(generation, 1, #ARGV[2]) ~= ARGV[2] then
  generation = ARGV[1]
  redis.call('SET', KEYS[1], generation)
end
local now = redis.call('TIME')
return {generation, now[1], now[2]}
"""
REOPEN = """
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1])
redis.call('PEXPIREAT', KEYS[1], ARGV[2])
return 1
"""
# Closed first: that works in a full Redis too, and a writer whose second half fails waits.
CLOSE = "redis.call('DEL', KEYS[1]) redis.call('SET', KEYS[2], ARGV[1]) return 1"
KEEP = """
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
redis.call('ZADD', KEYS[2], redis.call('TIME')[1], KEYS[1])
local over = redis.call('ZCARD', KEYS[2]) - tonumber(ARGV[3])
if over > 0 then
  for _, name in ipairs(redis.call('ZRANGE', KEYS[2], 0, over - 1)) do redis.call('DEL', name) end
  redis.call('ZREMRANGEBYRANK', KEYS[2], 0, over - 1)
end
return 1
"""


@dataclass(frozen=True)
class Seen:
    """What one look into Redis shows: the generation (none while the cache is closed) and the page."""

    generation: bytes | None
    page: bytes | None


@dataclass(frozen=True)
class Begun:
    """An opening under way: of which generation, and until when it would last (Redis' clock, ms)."""

    generation: bytes
    until: int


class State:
    """One Redis, over one pool of connections. Raises `redis.RedisError` where it doesn't answer in time."""

    def __init__(self, url: str) -> None:
        self.pool: Any = redis.ConnectionPool.from_url(
            url,
            socket_timeout=ANSWER_WITHIN,
            socket_connect_timeout=ANSWER_WITHIN,
            socket_read_size=READS,
            retry=Retry(NoBackoff(), 0),
            redis_connect_func=_learn_run,
        )
        self._has_begun = False

    def look(self, key: str) -> Seen:
        with self._connected() as connection:
            generation, page = _ask(connection, "MGET", OPEN, key)
            known = generation is not None and generation.startswith(connection.run)
        return Seen(generation, page) if known else Seen(None, None)

    def begin(self) -> Begun:
        """The generation of now, before the database is asked whether the cache may be opened for it."""
        with self._connected() as connection:
            run = connection.run
            generation, seconds, micros = _ask(connection, "EVAL", BEGIN, 1, GENERATION, _fresh(run), run)
        return Begun(generation, int(seconds) * 1000 + int(micros) // 1000 + int(LEASE * 1000))

    def reopen(self, begun: Begun) -> bool:
        """Open the cache for the generation it began with; not if somebody has closed it meanwhile."""
        with self._connected() as connection:
            done = _ask(connection, "EVAL", REOPEN, 2, OPEN, GENERATION, begun.generation, begun.until)
            return bool(done) and begun.generation.startswith(connection.run)

    def close(self) -> None:
        """From here on nothing kept before is served, and nothing at all until somebody opens the cache."""
        with self._connected() as connection:
            _ask(connection, "EVAL", CLOSE, 2, OPEN, GENERATION, _fresh(b""))

    def close_once(self) -> None:
        """At this process' start: what was written while nobody served is not known, as a backup restored."""
        if not self._has_begun:
            self.close()
            self._has_begun = True

    def keep(self, key: str, page: bytes, seconds: int) -> None:
        with self._connected() as connection:
            _ask(connection, "EVAL", KEEP, 2, key, KEPT, page, seconds, MOST_KEPT)

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        connection = self.pool.get_connection()
        try:
            yield connection
        except redis.ResponseError:
            raise
        except BaseException:
            connection.disconnect()
            raise
        finally:
            self.pool.release(connection)


def _ask(connection: Any, *command: Any) -> Any:
    connection.send_command(*command)
    return connection.read_response()


def _learn_run(connection: Any) -> None:
    """Each start of Redis names itself anew, and ends all connections to the one before."""
    connection.on_connect()
    lines = bytes(_ask(connection, "INFO", "server")).splitlines()
    connection.run = next(line.partition(b":")[2] for line in lines if line.startswith(b"run_id:"))


def _fresh(run: bytes) -> bytes:
    """A generation there has never been."""
    return run + b"." + secrets.token_hex(8).encode()


@cache
def the_state() -> State:
    return State(settings.REDIS_URL)
