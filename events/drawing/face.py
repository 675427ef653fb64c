"""The face of the wheel: rings, months, weeks, the elapsed year, today's hand, and the middle."""

from __future__ import annotations

from math import pi

from django.utils.translation import gettext as _

from events.drawing import words
from events.drawing.geometry import arc, arc_back, number, pair, polar
from events.drawing.layout import Layout
from events.drawing.marks import Ring
from events.drawing.markup import escape
from events.drawing.measure import wrap
from events.drawing.pens import Pen
from events.drawing.sizes import Size

LOW_HALF = (97, 263)  # months whose names run the other way, so that none stands on its head


def draw_face(layout: Layout, pen: Pen, uid: str) -> str:
    """Everything that is there before the first mark; hidden from screen readers, who have the list."""
    rings = (*(_ring(layout, pen, ring) for ring in Ring), _rim(layout, pen))
    parts = [*rings, _month_lines(layout, pen), _week_ticks(layout, pen), _elapsed(layout, pen)]
    parts += [_month_names(layout, pen, uid), _hand(layout, pen)]
    return f'<g aria-hidden="true">{"".join(parts)}</g>'


def _circle(layout: Layout, name: str, inner: float, outer: float, pen: Pen) -> str:
    x, y = map(number, layout.centre)
    return (
        f'<circle{pen.part(name)} cx="{x}" cy="{y}" r="{number((inner + outer) / 2)}" '
        f'stroke-width="{number(outer - inner)}"/>'
    )


def _ring(layout: Layout, pen: Pen, ring: Ring) -> str:
    inner, outer = layout.measures.lane(ring)
    return _circle(layout, f"r{ring.value}", inner, outer, pen)


def _rim(layout: Layout, pen: Pen) -> str:
    return _circle(layout, "rim", layout.measures.rim_inner, layout.measures.rim_outer, pen)


def _month_lines(layout: Layout, pen: Pen) -> str:
    """Month borders across the rings and the rim; quarters a shade stronger."""
    measures, lines = layout.measures, {"month": "", "quarter": ""}
    for month, angle in enumerate(layout.dial.month_angles()[:12]):
        start = polar(layout.centre, measures.hub + 2, angle)
        end = polar(layout.centre, measures.rim_outer, angle)
        lines["month" if month % 3 else "quarter"] += f"M{pair(start)}L{pair(end)}"
    return "".join(f'<path{pen.part(name)} d="{data}"/>' for name, data in lines.items())


def _week_ticks(layout: Layout, pen: Pen) -> str:
    """A tick where each ISO week begins: one dashed arc from the year's first Monday on."""
    radius = layout.measures.rim_inner - 1.5
    first, day = layout.dial.first_monday, 2 * pi * radius / layout.dial.days
    return (
        f'<path{pen.part("week")} stroke-width="5" stroke-dasharray="1 {day * 7 - 1:.3f}" '
        f'd="{arc(layout.centre, radius, layout.dial.angle(first) - 0.1, 359.95)}"/>'
    )


def _elapsed(layout: Layout, pen: Pen) -> str:
    if not layout.elapsed:
        return ""
    radius = layout.measures.rim_outer + 1.5
    if layout.elapsed >= 360:
        x, y = map(number, layout.centre)
        return f'<circle{pen.part("elapsed")} cx="{x}" cy="{y}" r="{number(radius)}"/>'
    return f'<path{pen.part("elapsed")} d="{arc(layout.centre, radius, 0, layout.elapsed)}"/>'


def _month_names(layout: Layout, pen: Pen, uid: str) -> str:
    """Names along the middle of the rim. Narrow screens may hide all but the short form of a name."""
    measures, angles = layout.measures, layout.dial.month_angles()
    middle = (measures.rim_inner + measures.rim_outer) / 2
    rise = 0.34 * measures.type_size
    parts = []
    for month, (short, full) in enumerate(words.month_names()):
        start, end = angles[month], angles[month + 1]
        low = LOW_HALF[0] < (start + end) / 2 < LOW_HALF[1]
        line = arc_back if low else arc
        data = line(layout.centre, middle + rise if low else middle - rise, start, end)
        rest = full.removeprefix(short)
        text: str = escape(full)
        if layout.size is Size.COMPACT and pen.links and rest != full:
            text = f'{escape(short)}<tspan class="rest">{escape(rest)}</tspan>'
        parts.append(
            f'<path id="{uid}-{month}" fill="none" d="{data}"/><text{pen.part("name")}>'
            f'<textPath href="#{uid}-{month}" startOffset="50%">{text}</textPath></text>'
        )
    return "".join(parts)


def _hand(layout: Layout, pen: Pen) -> str:
    """Today's hand: like the leaders it passes under the rim, and ends in a dot on the edge."""
    if layout.hand is None:
        return ""
    measures = layout.measures
    start = polar(layout.centre, measures.hub + 4, layout.hand)
    end = polar(layout.centre, measures.rim_inner, layout.hand)
    x, y = polar(layout.centre, measures.rim_outer + 1.5, layout.hand)
    radius = 6.5 if layout.size is Size.COMPACT else 5
    return (
        f'<path{pen.part("hand")} d="M{pair(start)}L{pair(end)}"/>'
        f'<circle{pen.part("dot")} cx="{number(x)}" cy="{number(y)}" r="{radius}"/>'
    )


def draw_middle(layout: Layout, pen: Pen, *, earlier_url: str, later_url: str) -> str:
    """The year, its arrows and the next date in words."""
    x, y = layout.centre
    compact = layout.size is Size.COMPACT
    up = -5 if layout.today is None else 22 if compact else 30
    parts = [
        f'<circle{pen.part("hub")} cx="{number(x)}" cy="{number(y)}" r="{number(layout.measures.hub)}"/>',
        f'<text{pen.part("year")} x="{number(x)}" y="{number(y - up + 8)}">{layout.dial.year}</text>',
    ]
    year = layout.dial.year
    if pen.links and earlier_url:
        name = _("Previous year, %(year)s") % {"year": year - 1}
        parts.append(_arrow(layout, -1, y - up - 5, earlier_url, name))
    if pen.links and later_url:
        name = _("Next year, %(year)s") % {"year": year + 1}
        parts.append(_arrow(layout, 1, y - up - 5, later_url, name))
    return "".join(parts) + _next_words(layout, pen, y - up + 24)


def _arrow(layout: Layout, side: int, y: float, url: str, name: str) -> str:
    compact = layout.size is Size.COMPACT
    radius = 18 if compact else 15
    x = layout.centre[0] + side * (layout.measures.hub - radius - 10)
    tip = 6.5 if compact else 5.5
    hit = f'<circle class="uk-hit" cx="{number(x)}" cy="{number(y)}" r="25"/>' if compact else ""
    return (
        f'<a class="turn" href="{escape(url)}"><title>{escape(name)}</title>{hit}'
        f'<circle class="ring" cx="{number(x)}" cy="{number(y)}" r="{radius}"/>'
        f'<path d="M{number(x - side * tip * 0.45)} {number(y - tip)}'
        f'l{number(side * tip)} {tip}l{number(-side * tip)} {tip}"/></a>'
    )


def _next_words(layout: Layout, pen: Pen, y: float) -> str:
    """The next date: when, and what in at most three lines. A calm word where there is none."""
    if layout.today is None:  # a picture without a day, such as one on a wall, knows no next
        return ""
    x = number(layout.centre[0])
    mark = words.next_mark(layout.marks, layout.today)
    if mark is None:
        text = words.nothing_ahead(bool(layout.marks))
        return f'<text{pen.part("next")} x="{x}" y="{number(y + 14)}">{escape(text)}</text>'
    size = 15
    room = layout.measures.hub * 1.62
    when = escape(_("Next: %(when)s") % {"when": mark.when})
    lines = wrap(mark.title, size * 1.1, room, 3)
    left = number(layout.centre[0] - 52)
    rows = "".join(
        f'<tspan x="{x}" dy="{0 if row == 0 else 18}">{escape(line)}</tspan>'
        for row, line in enumerate(lines)
    )
    lang = f' lang="{escape(mark.lang)}"' if mark.lang else ""
    return (
        f'<path{pen.part("hub-rule")} d="M{left} {number(y - 6)}h104"/>'
        f'<text{pen.part("next")} x="{x}" y="{number(y + 14)}">{when}</text>'
        f'<text{pen.part("next-title")}{lang} x="{x}" y="{number(y + 35)}">{rows}</text>'
    )
