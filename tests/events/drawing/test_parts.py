"""The small parts: placement along a line, text without a font, legend icons, the stylesheet."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from events.drawing import (
    Kind,
    Ring,
    Size,
    State,
    draw_strip,
    draw_wheel,
    legend_arc,
    legend_icon,
    legend_ring,
)
from events.drawing.measure import shorten, width, wrap
from events.drawing.spread import spread
from tests.events.drawing.examples import mark, month, parsed, week

STYLESHEET = Path(settings.BASE_DIR) / "static" / "css" / "wheel.css"


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(5, 40)), min_size=1, max_size=30))
def test_what_is_spread_keeps_order_and_distance(wanted: list[tuple[float, float]]) -> None:
    wanted.sort()
    sizes = [size for _, size in wanted]
    places = spread([want for want, _ in wanted], sizes, 0, 5000, 3)
    for (one, one_size), (other, other_size) in pairwise(zip(places, sizes, strict=True)):
        assert other - one >= one_size / 2 + other_size / 2 + 3 - 1e-6
    assert places[0] - sizes[0] / 2 >= -1e-6


def test_what_has_room_stays_where_it_wants_to_be() -> None:
    assert spread([100, 200], [20, 20], 0, 300, 5) == [100, 200]


def test_neighbours_in_the_way_share_the_move() -> None:
    assert spread([100, 100], [20, 20], 0, 300, 0) == [90, 110]


def test_a_pinned_place_does_not_give_way() -> None:
    first, pinned = spread([100, 100], [20, 20], 0, 300, 0, pinned=1)
    assert round(pinned) == 100
    assert round(first) == 80


@given(st.text(max_size=200), st.integers(1, 4), st.floats(60, 400))
def test_wrapped_text_keeps_within_its_room_and_lines(text: str, lines: int, room: float) -> None:
    found = wrap(text, 14, room, lines)
    assert 1 <= len(found) <= lines
    assert all(width(line, 14) <= room + 1e-6 for line in found)


def test_text_that_fits_is_left_alone_and_a_long_word_ends_in_dots() -> None:
    assert wrap("one two", 14, 400, 3) == ("one two",)
    assert shorten("W" * 90, 14, 100).endswith("…")


def test_every_kind_in_every_state_has_an_icon_that_assistive_tools_skip() -> None:
    icons = {legend_icon(kind, state) for kind in Kind for state in State}
    assert len(icons) == len(Kind) * len(State)
    for icon in (*icons, legend_arc(), *(legend_ring(ring) for ring in Ring)):
        assert parsed(icon).get("aria-hidden") == "true"


def test_every_class_the_drawing_uses_is_known_to_its_stylesheet() -> None:
    marks = [week(24), month(10), mark(date(2027, 9, 1), cancelled=True), mark(date(2027, 2, 1), done=True)]
    marks += [mark(date(2027, 6, 1), kind=kind) for kind in Kind]
    today = date(2027, 4, 20)
    svg = draw_strip(marks, year=2027, today=today)
    for size in Size:
        svg += draw_wheel(
            marks,
            year=2027,
            today=today,
            size=size,
            earlier_url="/",
            later_url="/",
            numbers={marks[0].key: 1},
        )
    used = {name for names in re.findall(r'class="([^"]*)"', svg) for name in names.split()}
    known = set(re.findall(r"\.([a-z][a-z0-9-]*)", STYLESHEET.read_text()))
    assert used - known <= {"fixed"}
