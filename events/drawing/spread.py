"""One-dimensional placement: keep order, keep distance, move as little as possible."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise


def spread(
    wanted: Sequence[float],
    sizes: Sequence[float],
    low: float,
    high: float,
    gap: float,
    *,
    pinned: int | None = None,
) -> list[float]:
    """Centres nearest to `wanted` (least squares, order kept) that lie `gap` apart within low–high.

    Pool-adjacent-violators. `pinned` is the position of one centre that should hardly move.
    If everything cannot fit, the centres keep order and distance and run past `high`.
    """
    if not wanted:
        return []
    shifts = [0.0]
    for before, after in pairwise(sizes):
        shifts.append(shifts[-1] + before / 2 + after / 2 + gap)
    pools: list[list[float]] = []  # weighted sum, weight, how many
    for position, (want, shift) in enumerate(zip(wanted, shifts, strict=True)):
        weight = 1e5 if position == pinned else 1.0
        pools.append([(want - shift) * weight, weight, 1])
        while len(pools) > 1 and pools[-2][0] * pools[-1][1] > pools[-1][0] * pools[-2][1]:
            total, weight, count = pools.pop()
            pools[-1][0] += total
            pools[-1][1] += weight
            pools[-1][2] += count
    first = low + sizes[0] / 2
    last = max(first, high - sizes[-1] / 2 - shifts[-1])
    flat = [pool[0] / pool[1] for pool in pools for _ in range(int(pool[2]))]
    return [min(max(place, first), last) + shift for place, shift in zip(flat, shifts, strict=True)]
