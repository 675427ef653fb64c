"""Proves a placement: every count must be 0."""

from __future__ import annotations

from itertools import combinations
from math import atan2, degrees, hypot

from events.drawing.geometry import Point, boxes_overlap, distance_to, segments_cross
from events.drawing.layout import Layout
from events.drawing.measure import width
from events.drawing.route import pieces_of
from events.drawing.words import month_names

MONTH_TYPE = 14  # font size of the month names
NAME_HEIGHT = 15


def check(layout: Layout) -> dict[str, int]:
    """Counts what a reader would stumble on in a picture."""
    return {
        "crossings": _crossings(layout),
        "overlaps": _overlaps(layout),
        "clipped labels": _clipped(layout),
        "leaders through the wheel": _through_wheel(layout),
        "leaders through month names": _through_names(layout),
        "leaders through labels": _through_labels(layout),
        "leaders through marks": _through_marks(layout),
    }


def _crossings(layout: Layout) -> int:
    pieces = [pieces_of(call) for call in layout.calls]
    return sum(
        any(segments_cross(*one, *other) for one in first for other in second)
        for first, second in combinations(pieces, 2)
    )


def _overlaps(layout: Layout) -> int:
    return sum(boxes_overlap(one.box, other.box) for one, other in combinations(layout.calls, 2))


def _clipped(layout: Layout) -> int:
    return sum(
        left < 0 or top < 0 or right > layout.width or bottom > layout.height
        for left, top, right, bottom in (call.box for call in layout.calls)
    )


def _through_wheel(layout: Layout) -> int:
    """Outer pieces that come nearer to the centre than where the rim ends."""
    edge = layout.measures.rim_outer + 2
    return sum(
        any(distance_to(layout.centre, a, b) < edge for a, b in zip(call.outer, call.outer[1:], strict=False))
        for call in layout.calls
    )


def _through_names(layout: Layout) -> int:
    angles = layout.dial.month_angles()
    middle = (layout.measures.rim_inner + layout.measures.rim_outer) / 2
    names = []
    for start, end, (_, name) in zip(angles, angles[1:], month_names(), strict=False):
        half = degrees(width(name, MONTH_TYPE) / 2 / middle)
        names.append(((start + end) / 2 - half, (start + end) / 2 + half))
    return sum(
        any(_in_band(point, layout, middle, names) for piece in pieces_of(call) for point in _along(*piece))
        for call in layout.calls
    )


def _in_band(point: Point, layout: Layout, middle: float, names: list[tuple[float, float]]) -> bool:
    away, down = point[0] - layout.centre[0], point[1] - layout.centre[1]
    if abs(hypot(away, down) - middle) > NAME_HEIGHT / 2:
        return False
    angle = degrees(atan2(away, -down)) % 360
    return any(low <= angle <= high for low, high in names)


def _along(start: Point, end: Point) -> list[Point]:
    """Points at most two units apart from `start` to `end`."""
    steps = int(hypot(end[0] - start[0], end[1] - start[1]) / 2) + 1
    return [
        (start[0] + (end[0] - start[0]) * i / steps, start[1] + (end[1] - start[1]) * i / steps)
        for i in range(steps + 1)
    ]


def _through_labels(layout: Layout) -> int:
    """Leaders that touch the words of another label (or of their own)."""
    return sum(
        any(
            left < x < right and top < y < bottom
            for call in layout.calls
            for piece in pieces_of(call)
            for x, y in piece
        )
        for left, top, right, bottom in (call.box for call in layout.calls)
    )


def _through_marks(layout: Layout) -> int:
    """Leaders that run over the shape of a mark they do not belong to."""
    return sum(
        any(
            distance_to(spot.point, *piece) < layout.measures.shape
            for spot in layout.spots
            if spot is not call.spots[0] and spot.point != call.spots[0].point
            for piece in pieces_of(call)
        )
        for call in layout.calls
        if call.spots
    )
