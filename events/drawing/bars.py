"""Effort week by week as bars, with the time there is as a line over them."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events.rules.effort import Week

STEP, BAR, LEFT, TOP, HEIGHT, FOOT = 18, 12, 44, 24, 220, 30
TICKS = 4
WIDE_STEPS = (5, 10, 20, 25, 50, 100, 200, 500)
WEEKS_APART = 4


def draw_bars(weeks: Sequence[Week], *, title: str, description: str) -> SafeString:
    """An SVG picture; colours and patterns come from the page's style sheet.

    A week with more work than time is told by a triangle over its bar and by stripes, not by colour alone.
    """
    top = _top(weeks)
    width, height = LEFT + STEP * len(weeks) + 4, TOP + HEIGHT + FOOT
    parts = [
        format_html(
            '<svg class="effort" viewBox="0 0 {} {}" width="{}" height="{}" role="img"'
            ' aria-labelledby="effort-title effort-desc"><title id="effort-title">{}</title>'
            '<desc id="effort-desc">{}</desc><defs><pattern id="effort-over" width="6" height="6"'
            ' patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6"/>'
            '<line x1="0" x2="0" y1="0" y2="6"/></pattern></defs>',
            width,
            height,
            width,
            height,
            title,
            description,
        ),
        *_scale(top, width),
        *(part for place, week in enumerate(weeks) for part in _bar(place, week, top)),
        _line(weeks, top),
        SafeString("</svg>"),
    ]
    return SafeString("".join(parts))


def _top(weeks: Sequence[Week]) -> int:
    """The highest mark of the scale: a whole number of steps that holds every bar."""
    most = max((max(float(week.hours), float(week.capacity)) for week in weeks), default=0.0)
    step = next((step for step in WIDE_STEPS if step * TICKS >= most), WIDE_STEPS[-1])
    ticks = TICKS
    while step * ticks < most:
        ticks += TICKS
    return step * ticks


def _y(hours: float, top: int) -> float:
    return round(TOP + HEIGHT * (1 - hours / top), 1)


def _scale(top: int, width: int) -> list[SafeString]:
    marks = [top * number // TICKS for number in range(TICKS + 1)]
    return [
        format_html(
            '<line class="effort__grid" x1="{}" x2="{}" y1="{}" y2="{}"/><text x="{}" y="{}"'
            ' text-anchor="end">{}</text>',
            LEFT,
            width,
            _y(mark, top),
            _y(mark, top),
            LEFT - 8,
            _y(mark, top) + 4,
            _("%(hours)s h") % {"hours": mark},
        )
        for mark in marks
    ]


def _bar(place: int, week: Week, top: int) -> list[SafeString]:
    x, y = LEFT + STEP * place + (STEP - BAR) // 2, _y(float(week.hours), top)
    parts = []
    if week.hours:
        parts.append(
            format_html(
                '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
                "effort__bar effort__bar--over" if week.overloaded else "effort__bar",
                x,
                y,
                BAR,
                round(TOP + HEIGHT - y, 1),
            )
        )
    if week.overloaded:
        parts.append(
            format_html(
                '<path class="effort__mark" d="M{} {}l5 9h-10z"/>', x + BAR / 2, max(round(y - 13, 1), 2)
            )
        )
    if week.number % WEEKS_APART == 1 or place == 0:
        parts.append(
            format_html(
                '<text x="{}" y="{}" text-anchor="middle">{}</text>',
                x + BAR / 2,
                TOP + HEIGHT + 20,
                week.number,
            )
        )
    return parts


def _line(weeks: Sequence[Week], top: int) -> SafeString:
    points = " ".join(
        f"{LEFT + STEP * (place + end)},{_y(float(week.capacity), top)}"
        for place, week in enumerate(weeks)
        for end in (0, 1)
    )
    return format_html('<polyline class="effort__time" points="{}"/>', points)
