"""Runs leaders from marks to labels so that none cross.

A leader has two visible pieces. The inner one goes straight from the mark to the rim and is
drawn only where it is clear of other marks. It then passes *under* the rim, so no month name
is ever cut. The outer one comes out of the rim, turns, and goes straight to its label. Leaders
keep the order of their labels all the way, and turn only where the circle sees the label:
two such lines cannot cross, and none runs back through the wheel.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil, hypot

from events.drawing.gather import Call
from events.drawing.geometry import Point, distance_to, polar, segments_cross, visible_from
from events.drawing.place import Spot
from events.drawing.sizes import Measures
from events.drawing.spread import spread

TRIED = (0.0, 1.2, -1.2, 2.4, -2.4, 4.0, -4.0, 6.0, -6.0)
STUB = 10  # the level end of a leader, beside its label
TIP = 8  # air between leader and label
SECTOR = 15


class Router:
    """Routes the leaders of one picture, one side after the other."""

    def __init__(self, measures: Measures, centre: Point, spots: Sequence[Spot], hand: float | None) -> None:
        self.measures, self.centre = measures, centre
        self.spots: dict[int, list[Spot]] = defaultdict(list)
        for spot in spots:
            self.spots[int(spot.angle) // SECTOR].append(spot)
        self.pieces: dict[int, list[tuple[Point, Point]]] = defaultdict(list)
        if hand is not None:
            line = polar(centre, measures.hub, hand), polar(centre, measures.rim_inner, hand)
            self.pieces[int(hand) // SECTOR].append(line)

    def route_side(self, calls: Sequence[Call], side: int, low: float, high: float) -> None:
        """Routes one side's leaders; `turned` angles run downwards from `low` to `high`."""
        if not calls:
            return
        least = min(260 / self.measures.rim_outer, (high - low) / (len(calls) + 1))
        pinned = next((i for i, call in enumerate(calls) if call.today), None)
        wanted = [call.turned for call in calls]
        base = spread(wanted, [least] * len(calls), low, high, 0, pinned=pinned)
        before = low - least / 2
        for position, call in enumerate(calls):
            after = base[position + 1] if position + 1 < len(calls) else high + least / 2
            before = self._leave_rim(call, side, before + least, after - least, base[position])
            self._run_outside(call, side, before)

    def _leave_rim(self, call: Call, side: int, low: float, high: float, base: float) -> float:
        """Chooses the angle under the rim nearest to the mark's own that gives a clear inner piece."""
        if call.today or call.week:
            return base
        spot = call.spots[0]
        for step in (*TRIED, base - call.turned):
            angle = call.turned + step
            if not low <= angle <= high or abs(step) > 7:
                continue
            piece = self._inner(spot, side * angle)
            if self._is_clear(piece, spot):
                call.inner = list(piece)
                self.pieces[int(spot.angle) // SECTOR].append(piece)
                return angle
        return base

    def _inner(self, spot: Spot, angle: float) -> tuple[Point, Point]:
        end = polar(self.centre, self.measures.rim_inner, angle)
        dx, dy = end[0] - spot.point[0], end[1] - spot.point[1]
        share = min(1.0, (self.measures.shape + 1.5) / (hypot(dx, dy) or 1))
        return (spot.point[0] + share * dx, spot.point[1] + share * dy), end

    def _near(self, angle: float) -> Iterator[int]:
        sector = int(angle) // SECTOR
        sectors = 360 // SECTOR
        return iter(((sector - 1) % sectors, sector, (sector + 1) % sectors))

    def _is_clear(self, piece: tuple[Point, Point], own: Spot) -> bool:
        """Whether an inner piece misses every other mark and every piece drawn before."""
        start, end = piece
        need = self.measures.shape + 3
        for sector in self._near(own.angle):
            for spot in self.spots[sector]:
                if spot is own or spot.radius < own.radius - need:
                    continue
                if distance_to(spot.point, start, end) < need:
                    return False
            for first, last in self.pieces[sector]:
                if segments_cross(start, end, first, last):
                    return False
        return True

    def _run_outside(self, call: Call, side: int, angle: float) -> None:
        tip = (call.x - side * TIP, float(round(call.y - call.height / 2 + self.measures.type_size * 0.64)))
        end = (tip[0] - side * STUB, tip[1])
        away, down = abs(end[0] - self.centre[0]), end[1] - self.centre[1]
        least, most = visible_from(self.measures.bend, away, down)
        bend = min(max(angle, least), most)
        steps = max(1, ceil(abs(bend - angle) / 1.5))
        inner, outer = self.measures.leave, self.measures.bend
        turn = [
            polar(
                self.centre,
                inner + (outer - inner) * step / steps,
                side * (angle + (bend - angle) * step / steps),
            )
            for step in range(steps + 1)
        ]
        call.outer = [*turn, end, tip]


def pieces_of(call: Call) -> list[tuple[Point, Point]]:
    """All straight pieces of a call's leader."""
    return [*pairwise(call.inner), *pairwise(call.outer)]
