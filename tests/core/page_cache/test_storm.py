"""Many visitors and a writer at full speed, while Redis is emptied and killed under them."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from portal.core.page_cache import state, writes
from tests.core.page_cache.own_redis import OwnRedis
from tests.core.page_cache.stage import Stage

READERS = 3


class Storm:
    """The page says a number that only grows; `committed` is one it has reached for certain."""

    def __init__(self, stage: Stage) -> None:
        self.committed = 0
        self.over = threading.Event()
        self.stale: list[tuple[int, int]] = []
        self.readings = 0
        self._stage = stage

    def write(self, times: int, between: Callable[[int], None]) -> None:
        for number in range(1, times + 1):
            self._stage.write(str(number))
            self.committed = number
            between(number)

    def read(self) -> None:
        while not self.over.is_set():
            known = self.committed
            shown = int(self._stage.read())
            self.readings += 1
            if shown < known:
                self.stale.append((shown, known))
        connection.close()


def blow(storm: Storm, times: int, between: Callable[[int], None]) -> None:
    readers = [threading.Thread(target=storm.read) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    try:
        storm.write(times, between)
    finally:
        storm.over.set()
        for reader in readers:
            reader.join()


@pytest.fixture
def storm(stage: Stage) -> Storm:
    stage.write("0")
    return Storm(stage)


def test_nobody_reads_what_was_before_a_write_that_is_done(
    storm: Storm, stage: Stage, own_redis: OwnRedis
) -> None:
    def empty_now_and_then(number: int) -> None:
        if number % 20 == 0:
            own_redis.empty()

    blow(storm, 200, empty_now_and_then)
    assert storm.stale == []
    assert stage.made < storm.readings


def test_nobody_does_while_redis_dies_and_comes_back(
    storm: Storm, own_redis: OwnRedis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "LEASE", 0.2)
    monkeypatch.setattr(writes, "WAITS_FOR", 0.2 + 2 * state.ANSWER_WITHIN)

    def kill_or_start(number: int) -> None:
        if number % 6 == 2:
            own_redis.snapshot()
        elif number % 6 == 4:
            own_redis.kill()
        elif number % 6 == 0:
            own_redis.start()

    blow(storm, 36, kill_or_start)
    assert storm.stale == []
