"""Gives every mark its place in its ring; marks that would meet step into lanes of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import degrees

from events.drawing.dial import Dial
from events.drawing.geometry import Point, polar
from events.drawing.marks import Kind, Mark, Precision, Ring, State
from events.drawing.sizes import Measures

BAND_FROM_DAYS = 3


@dataclass(slots=True)
class Spot:
    """A mark in its ring. `low`–`high` is its stretch in degrees, `arc` whether that is drawn."""

    mark: Mark
    ordinal: float
    angle: float
    low: float
    high: float
    arc: bool
    radius: float = 0.0
    point: Point = (0.0, 0.0)


def anchor(mark: Mark, dial: Dial) -> float:
    """The moment a mark stands at: the last day of a period with a deadline, else the middle."""
    start = max(mark.start.toordinal(), dial.first)
    end = min(mark.end.toordinal(), dial.last)
    if mark.kind is Kind.DEADLINE and mark.precision is Precision.DATE:
        return end + 0.5
    return (start + end + 1) / 2


def draws_arc(mark: Mark) -> bool:
    """Whether the stretch itself is drawn: uncertain weeks and months, and periods of days."""
    if mark.precision is Precision.DATE:
        return (mark.end - mark.start).days + 1 >= BAND_FROM_DAYS
    return mark.state is not State.DONE


def find_spots(marks: Iterable[Mark], dial: Dial, measures: Measures) -> list[Spot]:
    """The marks of the year in the order of time, placed in ring and lane.

    Marks without a day in the year are left out; what runs over its edges is cut there.
    """
    spots = [_on_dial(mark, dial, measures) for mark in marks if dial.covers(mark.start, mark.end)]
    spots.sort(key=lambda spot: (spot.ordinal, -spot.mark.ring, spot.mark.key))
    for ring in Ring:
        _into_lanes([spot for spot in spots if spot.mark.ring is ring], measures, ring)
    return spots


def put_on_paper(spots: Iterable[Spot], centre: Point) -> None:
    """Turns angle and radius into points, once the centre of the picture is known."""
    for spot in spots:
        spot.point = polar(centre, spot.radius, spot.angle)


def _on_dial(mark: Mark, dial: Dial, measures: Measures) -> Spot:
    ordinal = anchor(mark, dial)
    inner, outer = measures.lane(mark.ring)
    half = degrees(measures.shape / ((inner + outer) / 2))
    # a shape keeps to its own side of the turn of the year
    angle = min(max(dial.angle(ordinal), half), 360 - half)
    low = max(0.0, dial.angle(mark.start.toordinal()))
    high = min(360.0, dial.angle(mark.end.toordinal() + 1))
    return Spot(mark, ordinal, angle, low, high, draws_arc(mark))


def _into_lanes(spots: Sequence[Spot], measures: Measures, ring: Ring) -> None:
    """Marks whose stretches meet form a cluster and share the ring's width as lanes."""
    inner, outer = measures.lane(ring)
    half = degrees((measures.shape + 1.5) / ((inner + outer) / 2))
    reach = [
        (min(s.low, s.angle - half), max(s.high, s.angle + half), s)
        if s.arc
        else (s.angle - half, s.angle + half, s)
        for s in spots
    ]
    reach.sort(key=lambda entry: entry[0])
    cluster: list[tuple[Spot, int]] = []
    ends: list[float] = []  # where each lane of the cluster is free again
    for low, high, spot in reach:
        if ends and low >= max(ends):
            _share_width(cluster, len(ends), measures, inner, outer)
            cluster, ends = [], []
        lane = next((i for i, end in enumerate(ends) if end <= low), len(ends))
        if lane == len(ends):
            ends.append(high)
        else:
            ends[lane] = high
        cluster.append((spot, lane))
    _share_width(cluster, len(ends), measures, inner, outer)


def _share_width(
    cluster: Sequence[tuple[Spot, int]], lanes: int, measures: Measures, inner: float, outer: float
) -> None:
    middle = (inner + outer) / 2
    room = outer - inner - 2 * measures.shape - 2
    step = min(2 * measures.shape + 3, room / (lanes - 1)) if lanes > 1 else 0.0
    for spot, lane in cluster:
        spot.radius = middle + ((lanes - 1) / 2 - lane) * step
