"""Results year by year: one bar for each year, with its groups one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from projects.rules.result_group import GROUPS, Year

ROW = 36
"""Pixels from one year to the next."""
LEFT, RIGHT = 15.0, 90.0
"""Per cent of the width between which bars stand, so that one drawing fits every screen."""
ROOM = 6.5
"""Per cent a part must be wide to hold its number."""


def draw_years(years: Sequence[Year], address: Callable[[int], str]) -> SafeString:
    """An SVG for a page with `results.css`; each year links to `address(year)`, the list of that year."""
    most = max((year.total for year in years), default=1)
    rows = (_row(place, year, most, address(year.year)) for place, year in enumerate(years))
    return format_html(
        '<svg class="years" width="100%" height="{}" role="group" aria-labelledby="years-t years-d">'
        '<title id="years-t">{}</title><desc id="years-d">{}</desc>{}</svg>',
        ROW * len(years),
        _("Results and lessons, year by year"),
        description_of(years),
        SafeString("".join(rows)),
    )


def description_of(years: Sequence[Year]) -> str:
    """What the picture shows, in a sentence."""
    if not years:
        return ""
    top, total = max(years, key=lambda year: year.total), sum(year.total for year in years)
    return _("%(total)s from %(first)s to %(last)s, most in %(top)s, with %(most)s.") % {
        "total": total,
        "first": years[-1].year,
        "last": years[0].year,
        "top": top.year,
        "most": top.total,
    }


def _row(place: int, year: Year, most: int, url: str) -> SafeString:
    """Where a bar stands in its row is the style sheet's, so that a page with many bars stays small."""
    ends = list(accumulate(year.numbers))
    parts = [
        _part(key, number, _x(end - number, most), _x(end, most))
        for key, number, end in zip((group.key for group in GROUPS), year.numbers, ends, strict=True)
        if number
    ]
    return format_html(
        '<svg y="{}"><a href="{}" aria-label="{}"><rect width="12%" height="36"/><text y="23">{}</text></a>{}'
        '<text x="{}%" y="23" dx="8">{}</text></svg>',
        ROW * place,
        url,
        year.year,
        year.year,
        SafeString("".join(parts)),
        f"{_x(year.total, most):g}",
        year.total,
    )


def _part(key: str, number: int, start: float, end: float) -> SafeString:
    wide = round(end - start, 1)
    bar = format_html('<rect class="{}" x="{}%" width="{}%" height="24"/>', key, f"{start:g}", f"{wide:g}")
    if wide < ROOM:
        return bar
    middle = f"{round(start + wide / 2, 1):g}"
    return bar + format_html('<text class="in" x="{}%" y="23">{}</text>', middle, number)


def _x(number: int, most: int) -> float:
    return round(LEFT + (RIGHT - LEFT) * number / most, 1)
