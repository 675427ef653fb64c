"""Measures every page in turn, round after round: what else the machine does hits all of them alike."""

from __future__ import annotations

import gc
import gzip
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from tests.bench.client import Reader
from tests.bench.cpu import cpu_seconds
from tests.bench.pages import Page
from tests.bench.serving import Server

FEWEST_ROUNDS = 3
LAST_ROUND_BEGINS = 40.0  # seconds after the first
WARM_UP = 8  # requests
BLOCK_SECONDS = 0.5
FEWEST, MOST = 20, 200  # requests in a block


@dataclass(frozen=True)
class Block:
    """One page in one round; all in milliseconds, processor times per request."""

    app_ms: float
    database_ms: float
    p50_ms: float
    p99_ms: float


@dataclass(frozen=True)
class Measured:
    """What a page costs: medians over the rounds. Sizes are in bytes."""

    page: Page
    rounds: int
    app_ms: float
    database_ms: float
    p50_ms: float
    p99_ms: float
    queries: int
    size: int
    zipped: int


def measure(
    pages: Sequence[Page], servers: Mapping[str, Server], seconds: float = LAST_ROUND_BEGINS
) -> list[Measured]:
    """As many rounds as begin within so many seconds, and three at least.

    Raises BenchError when one of the pages can't be measured.
    """
    counts = [requests_for(page, servers[page.server]) for page in pages]
    rounds: list[list[Block]] = []
    # The reader's own clean-up must not show up as a page's slowest answer.
    gc.collect()
    gc.disable()
    try:
        end = time.monotonic() + seconds
        while len(rounds) < FEWEST_ROUNDS or time.monotonic() < end:
            in_turn = zip(pages, counts, strict=True)
            rounds.append([run_block(page, servers[page.server], count) for page, count in in_turn])
    finally:
        gc.enable()
    by_page = zip(pages, zip(*rounds, strict=True), strict=True)
    return [summarise(page, servers[page.server], blocks) for page, blocks in by_page]


def requests_for(page: Page, server: Server) -> int:
    """Warm the page up, and give the number of requests that fills a block."""
    with Reader(server.port) as reader:
        seconds = min(reader.seconds_for(page) for _ in range(WARM_UP))
    return max(FEWEST, min(MOST, round(BLOCK_SECONDS / seconds)))


def run_block(page: Page, server: Server, count: int) -> Block:
    with Reader(server.port) as reader:
        # Opens the connection; the requests after it are the ones that count.
        reader.read(page)
        own, database = server.own_pids(), server.database_pids()
        own_before, database_before = cpu_seconds(own), cpu_seconds(database)
        walls = [reader.seconds_for(page) for _ in range(count)]
        own_spent, database_spent = cpu_seconds(own) - own_before, cpu_seconds(database) - database_before
    return Block(
        app_ms=own_spent / count * 1000,
        database_ms=database_spent / count * 1000,
        p50_ms=median(walls) * 1000,
        p99_ms=quantiles(walls, n=100, method="inclusive")[98] * 1000,
    )


def summarise(page: Page, server: Server, blocks: Sequence[Block]) -> Measured:
    with Reader(server.port) as reader:
        body, queries = reader.read(page), reader.queries_of(page)
    return Measured(
        page=page,
        rounds=len(blocks),
        app_ms=median(block.app_ms for block in blocks),
        database_ms=median(block.database_ms for block in blocks),
        p50_ms=median(block.p50_ms for block in blocks),
        p99_ms=median(block.p99_ms for block in blocks),
        queries=queries,
        size=len(body),
        zipped=len(gzip.compress(body, 6, mtime=0)),
    )
