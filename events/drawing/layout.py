"""The whole placement of one picture: marks, labels, leaders, and how large the picture must be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import ceil, cos, radians

from events.drawing.dial import Dial
from events.drawing.gather import Call, find_calls
from events.drawing.geometry import Box, Point, polar
from events.drawing.marks import Mark
from events.drawing.measure import BOLD, shorten, width, wrap
from events.drawing.place import Spot, find_spots, put_on_paper
from events.drawing.route import Router
from events.drawing.sides import MARGIN, share_sides
from events.drawing.sizes import MANY_MARKS, Measures, Size, measures_for
from events.drawing.spread import spread

LINE = 18
ICON = 15  # room for the small shape before the text
GATHER_FROM = 24  # in FULL, which otherwise never gathers
# Tried until it fits: dates that make a week crowded, lines of a title, and of one that is past.
THRIFT = ((3, 3, 3), (3, 3, 2), (3, 2, 1), (2, 2, 1), (2, 1, 1))
TALL = 1.2  # how much taller than usual a picture may be before it gathers more


@dataclass
class Number:
    """A number at the rim of the compact wheel, matching a list beside it."""

    spot: Spot
    text: str
    angle: float
    point: Point


@dataclass
class Layout:
    """A placed picture, ready to be drawn or checked."""

    size: Size
    measures: Measures
    dial: Dial
    today: date | None
    width: float
    height: float
    centre: Point
    marks: Sequence[Mark]
    spots: list[Spot]
    calls: list[Call] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)

    @property
    def terse(self) -> bool:
        """Whether there are so many marks that those of a gathered week have no link of their own."""
        return len(self.spots) > MANY_MARKS

    @property
    def hand(self) -> float | None:
        """Where today's hand points, None when today is in another year."""
        if self.today is None or not self.dial.contains(self.today):
            return None
        return self.dial.angle(self.today.toordinal() + 0.5)

    @property
    def elapsed(self) -> float:
        """How far the year has come, in degrees: 0 before it, 360 after it."""
        if self.today is None or self.today.year < self.dial.year:
            return 0.0
        return 360.0 if self.hand is None else self.hand


def lay_out(
    marks: Sequence[Mark],
    *,
    year: int,
    today: date | None,
    size: Size,
    numbers: Mapping[str, int] | None = None,
) -> Layout:
    """Places everything. `numbers` (mark key → number) is for the compact wheel."""
    dial = Dial(year)
    shown = [mark for mark in marks if dial.covers(mark.start, mark.end)]
    measures = measures_for(size, len(shown))
    spots = find_spots(shown, dial, measures)
    layout = Layout(size, measures, dial, today, measures.width, measures.height, (0, 0), shown, spots)
    right, left = _find_labels(layout)
    _place_labels(layout, right, left)
    put_on_paper(spots, layout.centre)
    if size is Size.COMPACT:
        _place_numbers(layout, numbers or {})
    else:
        _route(layout, right, left)
    return layout


def _find_labels(layout: Layout) -> tuple[list[Call], list[Call]]:
    """The labels of both sides; gathers more, and writes less, until the picture is not too tall."""
    sides: tuple[list[Call], list[Call]] = [], []
    if layout.size is Size.COMPACT:
        return sides
    measures = layout.measures
    gathers = layout.size is Size.DENSE or len(layout.spots) > GATHER_FROM
    plain = (0, measures.title_lines, measures.title_lines)
    for crowd, lines, past_lines in THRIFT if gathers else (plain,):
        layout.calls = find_calls(layout.spots, layout.dial, layout.today, crowd=crowd)
        for call in layout.calls:
            _measure(call, layout, past_lines if call.done else lines)
        sides = share_sides(layout.calls, measures)
        layout.height = max(measures.height, ceil(_need(sides, measures)))
        if layout.height <= measures.height * TALL:
            break
    return sides


def _need(sides: tuple[list[Call], list[Call]], measures: Measures) -> float:
    return max(sum(call.height + measures.gap for call in side) for side in sides) + 2 * MARGIN


def _place_labels(layout: Layout, right: Sequence[Call], left: Sequence[Call]) -> None:
    """Every label as near its angle as it can be."""
    layout.centre = layout.width / 2, layout.height / 2
    half = layout.height / 2 - MARGIN
    for side, calls in ((1, right), (-1, left)):
        wanted = [
            layout.centre[1] - cos(radians(min(max(call.turned, 0), 180))) * half * 0.97 for call in calls
        ]
        heights = [call.height for call in calls]
        places = spread(wanted, heights, MARGIN, layout.height - MARGIN, layout.measures.gap)
        for call, place in zip(calls, places, strict=True):
            call.side, call.y = side, place
            call.x = layout.centre[0] + side * (layout.width / 2 - layout.measures.column)
            call.box = _box(call, layout)


def _measure(call: Call, layout: Layout, lines: int) -> None:
    """Breaks the label's words into lines and finds its height."""
    size, room = layout.measures.type_size, layout.measures.column - 2
    if call.today:
        call.whens, call.lines = (call.when,), (shorten(call.title, size, room / 2),)
        call.height = LINE
    elif layout.size is Size.DENSE:
        call.whens = (shorten(call.when, size * BOLD, room - ICON - width(" …", size)),)
        taken = width(call.whens[0], size * BOLD) + width("  ", size)
        call.lines = wrap(call.title, size, room - ICON, lines, taken)
        call.height = LINE * len(call.lines)
    else:
        call.whens = wrap(call.when, size * BOLD, room - ICON, 2)
        call.lines = wrap(call.title, size, room, lines)
        call.height = LINE * (len(call.whens) + len(call.lines))


def _box(call: Call, layout: Layout) -> Box:
    """The label's outline: what must not meet another and what takes the click."""
    size = layout.measures.type_size
    when = max(width(line, size * BOLD) for line in call.whens)
    lines = [width(line, size) for line in call.lines]
    if call.today:
        wide = when + width(" ", size) + lines[0]
    elif layout.size is Size.DENSE:
        wide = ICON + max(when + (width(" ", size) + lines[0] if call.lines[0] else 0), *lines)
    else:
        wide = max(ICON + when, *lines)
    left, right = (call.x, call.x + wide) if call.side > 0 else (call.x - wide, call.x)
    return left, call.y - call.height / 2, right, call.y + call.height / 2


def _route(layout: Layout, right: Sequence[Call], left: Sequence[Call]) -> None:
    """Leaders of both sides, each within its own half of the rim."""
    router = Router(layout.measures, layout.centre, layout.spots, layout.hand)
    top = _divide(-left[0].turned if left else -90.0, right[0].turned if right else 90.0, 0.0)
    bottom = _divide(right[-1].turned if right else 90.0, 360 - left[-1].turned if left else 270.0, 180.0)
    router.route_side(right, 1, top, bottom)
    router.route_side(left, -1, -top, 360 - bottom)


def _divide(before: float, after: float, usual: float) -> float:
    """The angle that parts the sides: the usual one, unless a label has changed sides."""
    return usual if before <= usual <= after else (before + after) / 2


def _place_numbers(layout: Layout, numbers: Mapping[str, int]) -> None:
    """Numbers outside the rim, at their mark's angle or as near as there is room."""
    found = [spot for spot in layout.spots if spot.mark.key in numbers]
    radius = layout.measures.rim_outer + 25
    least = 33 / radius * 57.3
    angles = spread([spot.angle for spot in found], [least] * len(found), 0, 360, 0)
    layout.numbers = [
        Number(spot, str(numbers[spot.mark.key]), angle, polar(layout.centre, radius, angle))
        for spot, angle in zip(found, angles, strict=True)
    ]
