"""Shares the labels between the right and the left column."""

from __future__ import annotations

from collections.abc import Sequence

from events.drawing.gather import Call
from events.drawing.sizes import Measures

MARGIN = 12
WORTH_MOVING = 32  # how far a label may change sides, in degrees from top or bottom


def share_sides(calls: Sequence[Call], measures: Measures) -> tuple[list[Call], list[Call]]:
    """Right and left labels, each from the top down, with their angles turned to the right side.

    Labels near the top and the bottom may change sides when that makes the picture lower.
    """
    early = [i for i, call in enumerate(calls) if call.angle <= WORTH_MOVING]
    late = [i for i, call in enumerate(calls) if call.angle >= 360 - WORTH_MOVING]
    middle = [i for i, call in enumerate(calls) if abs(call.angle - 180) <= WORTH_MOVING]
    starts = [0, *(i + 1 for i in early), *(i - len(calls) for i in late)]
    ends = sorted({sum(call.angle < 180 for call in calls), *middle, *(i + 1 for i in middle)})
    heights = [call.height + measures.gap for call in calls]
    total, natural = sum(heights), measures.height - 2 * MARGIN
    sums = [0.0]
    for height in heights:
        sums.append(sums[-1] + height)
    best, choice = float("inf"), (0, len(calls))
    for start in starts:
        for end in ends:
            before = sums[start] if start >= 0 else sums[len(calls) + start] - total
            right = sums[end] - before
            cost = max(right, total - right, natural) + _cost_of_moving(calls, start, end)
            if cost < best:
                best, choice = cost, (start, end)
    return _split(calls, *choice)


def _cost_of_moving(calls: Sequence[Call], start: int, end: int) -> float:
    """What it costs the eye, in picture units, that labels stand on the other side."""
    top = calls[start - 1].angle if start > 0 else 360 - calls[start].angle if start < 0 else 0.0
    over = calls[end - 1].angle - 180 if end else 0.0
    under = 180 - calls[end].angle if end < len(calls) else 0.0
    return 0.2 * (top**2 + max(over, under, 0.0) ** 2)


def _split(calls: Sequence[Call], start: int, end: int) -> tuple[list[Call], list[Call]]:
    count = len(calls)
    right = [calls[i] for i in range(start, end)]
    left = [calls[i % count] for i in range(end, count + start)] if count else []
    for call in right:
        call.turned = call.angle - 360 if call.angle > 270 else call.angle
    for call in left:
        call.turned = -call.angle if call.angle < 90 else 360 - call.angle
    return right, left[::-1]
