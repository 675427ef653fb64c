"""A page that is read while what it shows is withdrawn is never served afterwards, in whatever order.

Real PostgreSQL, real Redis, real threads, whose steps are taken in every order there is. Each guard is also
taken away: the same orders then show what it is there for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.db.backends.postgresql import base as django_s

from portal.core.page_cache import opening, writes
from portal.core.page_cache.page import Page
from portal.core.page_cache.state import GENERATION, OPEN, State, the_state
from portal.core.postgres import base as postgres
from tests.core.page_cache.own_redis import OwnRedis
from tests.core.page_cache.stage import AFTER, BEFORE, Stage
from tests.core.page_cache.turns import Actor, every_order, play, random_orders, stop_at_step

Choosers = Iterable[Callable[[int], int]]


class Scene:
    """Readers, a writer, and a Redis that loses everything, each a thread that stops at every step."""

    def __init__(self, stage: Stage, own_redis: OwnRedis) -> None:
        self.stage = stage
        self.orders = 0
        self._redis = own_redis.client()
        self._beside = psycopg.connect(**connection.get_connection_params(), autocommit=True)
        self._committed = False

    def stale_readings(
        self,
        actors: list[Actor],
        orders: Choosers,
        *,
        readers: int = 1,
        kept: bool = True,
        emptied: bool = False,
    ) -> int:
        """In how many of the orders somebody who came after the commit read what was before it."""
        deeds = [self._write, *[self._read] * readers, *[self._empty] * emptied]
        stale = 0
        for choose in orders:
            self.begin_anew(kept=kept)
            play(actors[: len(deeds)], deeds, choose)
            self._late += [self.stage.read(), self.stage.read()]
            stale += any(word != AFTER for word in self._late)
            self.orders += 1
        return stale

    def close(self) -> None:
        self._redis.close()
        self._beside.close()

    def begin_anew(self, *, kept: bool) -> None:
        """The time for which the cache was opened has just run out; the page of before is kept, or is not."""
        self._beside.execute("UPDATE told_page SET word = %s", [BEFORE])
        self._redis.flushall()
        self._late: list[str] = []
        self._committed = False
        if kept:
            self.stage.read()
            self._redis.delete(OPEN)

    def _read(self) -> None:
        late = self._committed
        word = self.stage.read()
        if late:
            self._late.append(word)

    def _write(self) -> None:
        self.stage.write(AFTER)
        self._committed = True

    def _empty(self) -> None:
        self._redis.flushall()


@pytest.fixture
def scene(stage: Stage, own_redis: OwnRedis, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    for owner, name in (
        (State, "look"),
        (State, "begin"),
        (State, "reopen"),
        (State, "keep"),
        (State, "close"),
        (opening, "is_write_under_way"),
        (opening, "repairs_due"),
        (postgres, "close_before_commit"),
        (django_s.DatabaseWrapper, "_commit"),
        (Stage, "_render"),
    ):
        monkeypatch.setattr(owner, name, stopping(getattr(owner, name)))
    found = Scene(stage, own_redis)
    the_state().close_once()  # the first step of a process, which is not taken again
    yield found
    found.close()


@pytest.fixture
def actors() -> Iterator[list[Actor]]:
    found = [Actor() for _ in range(4)]
    for actor in found:
        actor.start()
    yield found
    for actor in found:
        actor.end()


def stopping(act: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(act)
    def stop_and_act(*args: Any, **kwargs: Any) -> Any:
        stop_at_step()
        return act(*args, **kwargs)

    return stop_and_act


@pytest.mark.parametrize("kept", [True, False])
def test_in_no_order_of_reading_writing_and_losing_redis_is_a_page_stale(
    scene: Scene, actors: list[Actor], *, kept: bool
) -> None:
    assert scene.stale_readings(actors, every_order(), kept=kept, emptied=True) == 0
    assert scene.orders > 500


@pytest.mark.parametrize("kept", [True, False])
def test_two_readers_do_not_open_the_cache_for_each_other(
    scene: Scene, actors: list[Actor], *, kept: bool
) -> None:
    orders = random_orders(1000, seed=20260301)
    assert scene.stale_readings(actors, orders, readers=2, kept=kept, emptied=True) == 0


def test_without_the_generation_number_the_same_orders_show_stale_pages(
    scene: Scene, actors: list[Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = State.keep.__wrapped__  # type: ignore[attr-defined]

    def keep_as_of_now(self: State, key: str, packed: bytes, seconds: int) -> None:
        with self._connected() as link:
            link.send_command("GET", GENERATION)
            now = link.read_response()
        page = Page.unpacked(packed)
        keep(self, key, Page(now, page.until, page.headers, page.body).packed(), seconds)

    monkeypatch.setattr(State, "keep", stopping(keep_as_of_now))
    orders = random_orders(600, seed=1)
    assert scene.stale_readings(actors, orders, readers=2, kept=False) > 0


def test_without_the_lock_the_same_orders_show_stale_pages(
    scene: Scene, actors: list[Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writes, "HOLD", "SELECT 1")
    orders = random_orders(300, seed=2)
    assert scene.stale_readings(actors, orders) > 0


def test_without_closing_the_same_orders_show_stale_pages(
    scene: Scene, actors: list[Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(State, "close", lambda _self: None)
    orders = random_orders(300, seed=3)
    assert scene.stale_readings(actors, orders) > 0


def test_without_looking_whether_the_generation_is_the_same_the_orders_show_stale_pages(
    scene: Scene, actors: list[Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    def reopen_blindly(self: State, begun: Any) -> bool:
        with self._connected() as link:
            link.send_command("MSET", OPEN, begun.generation, GENERATION, begun.generation)
            return bool(link.read_response())

    monkeypatch.setattr(State, "reopen", stopping(reopen_blindly))
    orders = random_orders(300, seed=4)
    assert scene.stale_readings(actors, orders) > 0


def test_the_scene_begins_with_a_page_that_would_be_served(scene: Scene) -> None:
    scene.begin_anew(kept=True)
    made = scene.stage.made
    assert scene.stage.read() == BEFORE
    assert scene.stage.made == made
    assert the_state().look("page:none").generation is not None
