"""Points, arcs and crossings. Angles are degrees clockwise from the top; lengths are picture units."""

from __future__ import annotations

from math import acos, atan2, cos, degrees, hypot, pi, sin

Point = tuple[float, float]
Box = tuple[float, float, float, float]
RADIAN = pi / 180


def polar(centre: Point, radius: float, angle: float) -> Point:
    """The point at `radius` from `centre` in direction `angle`."""
    turn = angle * RADIAN
    return centre[0] + radius * sin(turn), centre[1] - radius * cos(turn)


def visible_from(radius: float, away: float, down: float) -> tuple[float, float]:
    """Angles of a circle's points that a point (`away` right, `down` below its centre) sees."""
    distance = hypot(away, down)
    middle = degrees(atan2(away, -down))
    reach = degrees(acos(min(1.0, radius / distance))) - 0.5
    return middle - reach, middle + reach


def distance_to(point: Point, start: Point, end: Point) -> float:
    """Least distance from `point` to the segment `start`–`end`."""
    px, py = point
    sx, sy = start
    dx, dy = end[0] - sx, end[1] - sy
    length = dx * dx + dy * dy
    share = ((px - sx) * dx + (py - sy) * dy) / length if length else 0.0
    share = 0.0 if share < 0 else 1.0 if share > 1 else share
    return hypot(sx + share * dx - px, sy + share * dy - py)


def segments_cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether segment a–b and segment c–d cross in a point inside both."""
    ab_c = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    ab_d = (b[0] - a[0]) * (d[1] - a[1]) - (b[1] - a[1]) * (d[0] - a[0])
    cd_a = (d[0] - c[0]) * (a[1] - c[1]) - (d[1] - c[1]) * (a[0] - c[0])
    cd_b = (d[0] - c[0]) * (b[1] - c[1]) - (d[1] - c[1]) * (b[0] - c[0])
    return ab_c * ab_d < -1e-6 and cd_a * cd_b < -1e-6


def boxes_overlap(a: Box, b: Box) -> bool:
    """Whether two boxes (left, top, right, bottom) share an area."""
    return a[0] < b[2] - 0.01 and b[0] < a[2] - 0.01 and a[1] < b[3] - 0.01 and b[1] < a[3] - 0.01


def number(value: float) -> str:
    """A coordinate with at most one decimal."""
    text = f"{value:.1f}"
    return text.removesuffix(".0")


def pair(point: Point) -> str:
    """A point as path data."""
    return f"{number(point[0])} {number(point[1])}"


def path(points: list[Point]) -> str:
    """Straight lines through the points, as path data."""
    return "M" + " ".join(pair(point) for point in points)


def rough_path(points: list[Point]) -> str:
    """As `path`, in whole units."""
    return "M" + " ".join(f"{x:.0f} {y:.0f}" for x, y in points)


def arc(centre: Point, radius: float, start: float, end: float) -> str:
    """An arc clockwise from `start` to `end`, as path data."""
    large = 1 if end - start > 180 else 0
    first, last = polar(centre, radius, start), polar(centre, radius, end)
    return f"M{pair(first)}A{number(radius)} {number(radius)} 0 {large} 1 {pair(last)}"


def arc_back(centre: Point, radius: float, start: float, end: float) -> str:
    """An arc counter-clockwise from `end` to `start`: the base line of text below the centre."""
    first, last = polar(centre, radius, end), polar(centre, radius, start)
    return f"M{pair(first)}A{number(radius)} {number(radius)} 0 0 0 {pair(last)}"


def capsule(centre: Point, radius: float, half: float, start: float, end: float) -> str:
    """A band of height 2 × `half` along the arc from `start` to `end`, with rounded ends."""
    outer, inner = radius + half, radius - half
    turn = f"A{number(half)} {number(half)} 0 0 1 "
    large = 1 if end - start > 180 else 0
    return (
        f"M{pair(polar(centre, outer, start))}A{number(outer)} {number(outer)} 0 {large} 1 "
        f"{pair(polar(centre, outer, end))}{turn}{pair(polar(centre, inner, end))}"
        f"A{number(inner)} {number(inner)} 0 {large} 0 {pair(polar(centre, inner, start))}"
        f"{turn}{pair(polar(centre, outer, start))}Z"
    )
