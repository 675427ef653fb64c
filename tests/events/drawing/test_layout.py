"""Where marks, labels and leaders go."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from events.drawing import Kind, Mark, Precision, Ring, Size, check, choose_size, lay_out
from events.drawing.geometry import polar
from events.drawing.layout import Layout
from tests.events.drawing.examples import mark, month, week

TODAY = date(2027, 4, 20)


def placed(marks: list[Mark], *, size: Size = Size.FULL, today: date | None = TODAY) -> Layout:
    return lay_out(marks, year=2027, today=today, size=size)


def forty_five() -> list[Mark]:
    """A full year, as the partnership's spring is: crowded, with two thirds before the summer."""
    spring = [mark(date(2027, 1, 8) + timedelta(days=6 * n), title="Meeting of the team") for n in range(28)]
    autumn = [mark(date(2027, 8, 16) + timedelta(days=8 * n), title="Deadline") for n in range(14)]
    return [*spring, *autumn, month(10), month(11), week(41)]


def test_the_guard_sees_what_it_must_prevent() -> None:
    layout = placed([mark(date(2027, 2, 1)), mark(date(2027, 3, 1)), mark(date(2027, 5, 1))])
    assert not any(check(layout).values())
    one, two, *_ = layout.calls
    one.outer[-1], two.outer[-1] = two.outer[-1], one.outer[-1]
    one.outer[-2], two.outer[-2] = two.outer[-2], one.outer[-2]
    assert check(layout)["crossings"]
    one.box = two.box
    assert check(layout)["overlaps"]
    two.box = (0, -5, 10, 10)
    assert check(layout)["clipped labels"] == 1
    two.outer = [(0, layout.height / 2), (layout.width, layout.height / 2)]
    assert check(layout)["leaders through the wheel"] == 1


def test_the_guard_sees_a_leader_that_cuts_a_month_name() -> None:
    layout = placed([mark(date(2027, 5, 1))])
    middle = (layout.measures.rim_inner + layout.measures.rim_outer) / 2
    layout.calls[1].inner = [polar(layout.centre, middle - 30, 46), polar(layout.centre, middle + 30, 46)]
    assert check(layout)["leaders through month names"] == 1


def test_leaders_pass_under_the_rim_where_the_month_names_stand() -> None:
    layout = placed(forty_five(), size=Size.DENSE)
    for call in layout.calls:
        for x, y in (*call.inner, *call.outer):
            distance = ((x - layout.centre[0]) ** 2 + (y - layout.centre[1]) ** 2) ** 0.5
            inside = layout.measures.rim_inner + 0.1 < distance < layout.measures.rim_outer + 3
            assert not inside


def test_a_full_spring_does_not_make_the_wheel_lopsided() -> None:
    layout = placed(forty_five(), size=Size.DENSE, today=None)
    heights = [
        sum(call.height + layout.measures.gap for call in layout.calls if call.side == side)
        for side in (1, -1)
    ]
    assert min(heights) / max(heights) > 0.6
    wheel = 2 * layout.measures.rim_outer
    assert wheel / layout.height > 0.7
    assert wheel / layout.width > 0.5


def test_every_label_stands_at_its_own_side_in_the_order_of_time() -> None:
    layout = placed([mark(date(2027, month_number, 10)) for month_number in range(1, 13)], today=None)
    right = [call for call in layout.calls if call.side > 0]
    assert [call.spots[0].mark.start.month for call in sorted(right, key=lambda call: call.y)] == [
        1, 2, 3, 4, 5, 6,
    ]  # fmt: skip
    left = [call for call in layout.calls if call.side < 0]
    assert [call.spots[0].mark.start.month for call in sorted(left, key=lambda call: call.y)] == [
        12, 11, 10, 9, 8, 7,
    ]  # fmt: skip


def test_two_marks_of_one_day_and_ring_do_not_cover_each_other() -> None:
    one, other = placed([mark(date(2027, 3, 3)), mark(date(2027, 3, 3))]).spots
    distance = ((one.point[0] - other.point[0]) ** 2 + (one.point[1] - other.point[1]) ** 2) ** 0.5
    assert distance >= 15


def test_rings_lie_from_the_public_outside_to_governance_inside() -> None:
    spots = placed([mark(date(2027, 3, 3), ring=ring) for ring in Ring]).spots
    radius = {spot.mark.ring: spot.radius for spot in spots}
    assert radius[Ring.PUBLIC] > radius[Ring.PARTNERS] > radius[Ring.GOVERNANCE]


def test_an_uncertain_week_and_month_are_arcs_as_long_as_they_are() -> None:
    in_week, in_month = placed([week(24), month(10)], today=None).spots
    assert in_week.arc
    assert in_week.high - in_week.low == pytest.approx(7 / 365 * 360)
    assert in_month.arc
    assert in_month.high - in_month.low == pytest.approx(31 / 365 * 360)


def test_a_call_over_weeks_is_a_band_and_its_deadline_stands_at_its_end() -> None:
    start, end = date(2027, 2, 1), date(2027, 4, 4)
    (spot,) = placed([mark(start, end, kind=Kind.DEADLINE)]).spots
    assert spot.arc
    assert spot.angle == pytest.approx((end - date(2027, 1, 1)).days / 365 * 360, abs=1)


def test_a_single_day_has_no_arc() -> None:
    assert not placed([mark(date(2027, 2, 1))]).spots[0].arc


def test_what_runs_over_new_year_is_cut_and_what_lies_outside_left_out() -> None:
    over = mark(date(2026, 12, 28), date(2027, 1, 3), precision=Precision.WEEK)
    (spot,) = placed([over, mark(date(2026, 12, 30)), mark(date(2028, 1, 1))]).spots
    assert spot.mark is over
    assert spot.low == 0
    assert spot.high == pytest.approx(3 / 365 * 360)


def test_the_last_and_the_first_day_keep_to_their_own_side_of_the_top() -> None:
    first, last = placed([mark(date(2027, 1, 1)), mark(date(2027, 12, 31))]).spots
    assert 0 < first.angle < 10
    assert 350 < last.angle < 360


def test_a_leap_day_has_its_place() -> None:
    layout = lay_out([mark(date(2028, 2, 29))], year=2028, today=None, size=Size.FULL)
    assert layout.spots[0].angle == pytest.approx(59.5 / 366 * 360)


@pytest.mark.parametrize(
    ("today", "hand", "elapsed"), [(date(2026, 12, 31), False, 0), (date(2028, 1, 1), False, 360)]
)
def test_outside_the_year_there_is_no_hand(today: date, hand: bool, elapsed: float) -> None:
    layout = placed([], today=today)
    assert (layout.hand is not None) is hand
    assert layout.elapsed == elapsed
    assert not layout.calls


def test_within_the_year_the_hand_points_at_today_and_has_a_label() -> None:
    layout = placed([])
    assert layout.hand == layout.elapsed == pytest.approx((31 + 28 + 31 + 19.5) / 365 * 360)
    assert [call.today for call in layout.calls] == [True]


def test_the_size_follows_the_number_of_labels() -> None:
    team = [mark(date(2027, 1, 5) + timedelta(days=14 * n), series="team") for n in range(26)]
    assert choose_size([]) is Size.FULL
    assert choose_size([*team, week(10)]) is Size.FULL
    assert choose_size(forty_five()) is Size.DENSE


def test_numbers_of_the_compact_wheel_keep_their_distance() -> None:
    marks = [mark(date(2027, 5, 4), key=f"e{n}") for n in range(5)]
    numbers = {f"e{n}": n + 1 for n in range(5)}
    layout = lay_out(marks, year=2027, today=TODAY, size=Size.COMPACT, numbers=numbers)
    points = [each.point for each in layout.numbers]
    assert [each.text for each in layout.numbers] == ["1", "2", "3", "4", "5"]
    for one, other in pairwise(points):
        assert ((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5 > 30
