"""The strip of narrow pages."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings

from events.drawing import Mark, draw_strip
from events.drawing.dial import Dial
from events.drawing.place import find_spots
from events.drawing.sizes import MEASURES, Size
from events.drawing.strip_rows import find_rows, hit_height, stack
from tests.events.drawing.examples import a_year, mark, parsed


@given(a_year())
@settings(max_examples=40, deadline=None)
def test_rows_follow_time_and_none_meets_another(drawn: tuple[list[Mark], int, date | None]) -> None:
    marks, year, today = drawn
    dial = Dial(year)
    rows = find_rows(find_spots(marks, dial, MEASURES[Size.FULL]), dial, today)
    tops, scale = stack(rows, dial)
    assert len(tops) == 13
    for above, below in pairwise(rows):
        assert above.ordinal <= below.ordinal
        assert above.top + above.height < below.top
        assert below.top - above.top >= hit_height(above) * 0.9
    heights = [scale.height(day) for day in range(dial.first, dial.last + 2)]
    assert all(one <= other for one, other in pairwise(heights))


def test_every_date_of_a_calm_year_is_a_link_with_its_name() -> None:
    root = parsed(draw_strip([mark(date(2027, 5, 3), key="e7")], year=2027, today=date(2027, 4, 20)))
    (link,) = root.iter("a")
    assert link.get("href") == "#d-e7"
    assert link.findtext("title")


def test_today_stands_between_what_was_and_what_comes() -> None:
    marks = [mark(date(2027, 4, 19)), mark(date(2027, 4, 21))]
    dial = Dial(2027)
    rows = find_rows(find_spots(marks, dial, MEASURES[Size.FULL]), dial, date(2027, 4, 20))
    assert [row.call.today for row in rows] == [False, True, False]


def test_another_year_has_no_today() -> None:
    assert 'class="hand"' not in draw_strip([], year=2027, today=date(2026, 4, 20))


def test_two_hundred_dates_gather_by_week() -> None:
    marks = [mark(date(2027, 1, 4) + timedelta(days=n * 360 // 200)) for n in range(200)]
    svg = draw_strip(marks, year=2027, today=None)
    assert 'href="#week-24"' in svg
    assert len(svg.encode()) < 30_000


def test_the_strip_gives_way_to_the_wheel_it_stands_in_for() -> None:
    strip = draw_strip([mark(date(2027, 5, 3))], year=2027, today=None, beside=Size.DENSE)
    assert parsed(strip).get("class") == "uk-strip dense"
