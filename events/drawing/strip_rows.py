"""The rows of the strip: which labels it has, how tall they are, and what height a day has."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from events.drawing.dial import Dial
from events.drawing.gather import Call, find_calls
from events.drawing.measure import wrap
from events.drawing.place import Spot

WIDTH, TEXT_LEFT, HEAD = 328, 142, 72
TYPE, LINE, AIR, LEAST_MONTH = 15, 19, 14, 46
STACKED = 17  # between marks of one lane in a crowded week
MANY, LEAST_TARGET = 40, 26


@dataclass(slots=True)
class Row:
    """A label's row: its top, its height, and the middle of its first line."""

    call: Call
    ordinal: float
    height: float
    top: float = 0.0
    lines: tuple[str, ...] = ()

    @property
    def level(self) -> float:
        """Where the mark stands."""
        return self.top + 9


class Scale:
    """From days to heights: straight between the rows and the months' borders."""

    def __init__(self, knots: Sequence[tuple[float, float]]) -> None:
        self.days = [day for day, _ in knots]
        self.heights = [height for _, height in knots]

    def height(self, ordinal: float) -> float:
        """The height of a moment."""
        after = min(max(bisect_right(self.days, ordinal), 1), len(self.days) - 1)
        before = after - 1
        span = self.days[after] - self.days[before]
        share = (ordinal - self.days[before]) / span if span else 0.0
        return self.heights[before] + share * (self.heights[after] - self.heights[before])


def find_rows(spots: Sequence[Spot], dial: Dial, today: date | None) -> list[Row]:
    """A row per label in the order of time; crowded weeks share one when there are many dates."""
    crowd = 0 if len(spots) <= MANY else 3 if len(spots) <= 2 * MANY else 2
    calls = find_calls(spots, dial, today, crowd=crowd)
    lines = 3 if len(spots) <= MANY else 2
    return sorted((_row(call, today, lines) for call in calls), key=lambda row: row.ordinal)


def _row(call: Call, today: date | None, lines: int) -> Row:
    if call.today and today:
        return Row(call, today.toordinal() + 0.5, LINE)
    if call.week:
        in_lane = Counter(spot.mark.ring for spot in call.spots)
        return Row(call, call.spots[0].ordinal, (max(in_lane.values()) - 1) * STACKED + LINE)
    words = wrap(call.title, TYPE, WIDTH - TEXT_LEFT - 2, lines)
    return Row(call, call.spots[0].ordinal, LINE * (1 + len(words)), lines=words)


def stack(rows: Sequence[Row], dial: Dial) -> tuple[list[float], Scale]:
    """Puts the rows under each other; returns where the months begin and end, and the scale."""
    borders = [date(dial.year, month, 1).toordinal() for month in range(1, 13)] + [dial.last + 1]
    tops: list[float] = [HEAD]
    knots: list[tuple[float, float]] = []
    place: float = HEAD
    for start, end in pairwise(borders):
        knots.append((start, place))
        below = place + AIR * 0.7
        for row in (row for row in rows if start <= row.ordinal < end):
            row.top = below
            knots.append((row.ordinal, row.level))
            below += row.height + AIR
        place = max(place + LEAST_MONTH, below)
        tops.append(place)
    knots.append((borders[-1], place))
    return tops, Scale(knots)


def hit_height(row: Row) -> int:
    """How tall the box is that takes the row's click."""
    return max(LEAST_TARGET, round(row.height + 4)) if not row.call.week else LEAST_TARGET
