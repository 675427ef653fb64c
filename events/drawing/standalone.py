"""The wheel as a file of its own: colours as attributes, no links, with a legend; always light."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.drawing import words
from events.drawing.face import draw_middle
from events.drawing.geometry import number
from events.drawing.layout import Layout, lay_out
from events.drawing.marks import Kind, Mark, Ring, State
from events.drawing.markup import escape
from events.drawing.measure import width
from events.drawing.pens import FONT, PAPER, InkPen
from events.drawing.shapes import shape, state_extra
from events.drawing.sizes import Size, choose_size
from events.drawing.wheel import WheelDrawing

LEGEND_HEIGHT = 68
KEY_TYPE = 13


def draw_standalone(
    marks: Sequence[Mark],
    *,
    year: int,
    today: date | None,
    size: Size | None = None,
    legend: bool = True,
) -> str:
    """The wheel of a year as a whole SVG document, for `<img>`, print and other sites.

    Written in the active language. `size` defaults to what suits the number of dates.
    """
    layout = lay_out(marks, year=year, today=today, size=size or choose_size(marks))
    wheel_height = layout.height
    pen = InkPen()
    drawing = WheelDrawing(layout, pen, "w")
    body = drawing.body() + draw_middle(layout, pen, earlier_url="", later_url="")
    if legend:
        body += _legend(layout, pen, wheel_height)
        layout.height += LEGEND_HEIGHT
    paper = f'<rect width="{number(layout.width)}" height="{number(layout.height)}" fill="{PAPER}"/>'
    language = escape(get_language() or "en")
    root = f'role="img" lang="{language}" font-family="{FONT}"'
    return f"{drawing.open(root)}{paper}{body}</svg>"


def _legend(layout: Layout, pen: InkPen, top: float) -> str:
    """Two lines under the wheel: kinds and states with their shapes, rings in words."""
    looks = [(kind, State.FIXED, words.kind_word(kind)) for kind in Kind]
    looks += [
        (Kind.GATHERING, state, words.state_word(state))
        for state in (State.TENTATIVE, State.DONE, State.CANCELLED)
    ]
    wide = sum(width(word, KEY_TYPE) + 46 for _, _, word in looks) - 24
    x, y = (layout.width - wide) / 2, top + 22
    parts = []
    for kind, state, word in looks:
        half = 5.4 if state in (State.TENTATIVE, State.CANCELLED) else 6.5
        parts.append(
            f'<g{pen.mark(kind, state)} transform="translate({number(x + 7)} {number(y - 4.5)})">'
            f"{shape(kind, half)}{state_extra(state, pen)}</g>"
            f'<text{pen.part("key")} x="{number(x + 20)}" y="{number(y)}">{escape(word)}</text>'
        )
        x += width(word, KEY_TYPE) + 46
    rings = _("Outer ring: %(outer)s. Middle: %(middle)s. Inner: %(inner)s.") % {
        "outer": words.ring_word(Ring.PUBLIC),
        "middle": words.ring_word(Ring.PARTNERS),
        "inner": words.ring_word(Ring.GOVERNANCE),
    }
    parts.append(
        f'<text{pen.part("key")} text-anchor="middle" x="{number(layout.width / 2)}" '
        f'y="{number(y + 25)}">{escape(rings)}</text>'
    )
    return "".join(parts)
