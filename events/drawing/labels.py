"""Writes the labels of the wheel: words, small shapes, and the boxes that take their clicks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from events.drawing.gather import Call
from events.drawing.geometry import RADIAN, number, path
from events.drawing.layout import LINE, Layout
from events.drawing.marks import State
from events.drawing.markup import escape
from events.drawing.pens import Pen
from events.drawing.shapes import small_id
from events.drawing.sizes import Size

LEAST_TARGET = 26  # a little over the 24 px a target needs, for pages where the picture is scaled down


class LabelDrawing:
    """Writes the labels of one placed wheel with one pen."""

    def __init__(self, layout: Layout, pen: Pen, uid: str) -> None:
        self.layout, self.pen, self.uid = layout, pen, uid

    def brackets(self) -> str:
        """Crowded weeks, marked along the outer edge of the rim: one dashed circle, since weeks are alike."""
        weeks = sorted(call.week for call in self.layout.calls if call.week)
        if not weeks:
            return ""
        radius = self.layout.measures.rim_outer - 2
        ends = [(low + 0.5, max(high - 0.5, low + 0.6)) for low, high in weeks]
        turns = [ends[0][1] - ends[0][0]]
        for (_low, before), (low, high) in pairwise(ends):
            turns += [low - before, high - low]
        turns.append(360 - sum(turns))
        dashes = " ".join(f"{turn * RADIAN * radius:.2f}" for turn in turns)
        x, y = map(number, self.layout.centre)
        return (
            f'<circle{self.pen.part("bracket")} cx="{x}" cy="{y}" r="{number(radius)}" '
            f'stroke-dasharray="{dashes}" transform="rotate({ends[0][0] - 90:.2f} {x} {y})"/>'
        )

    def hit_boxes(self) -> str:
        """One box per side and height: what takes a label's click and shows its focus.

        A crowded week's has the bubble with its number of dates in it.
        """
        if not self.pen.links:
            return ""
        layout = self.layout
        wide = layout.measures.column
        parts = []
        for side, high in sorted({(call.side, _hit_height(call)) for call in layout.calls if not call.today}):
            left = layout.width - wide - 4 if side > 0 else 0
            parts.append(
                f'<rect id="{self._hit_id(side, high)}" class="uk-hit" x="{left:.0f}" '
                f'width="{wide + 4:.0f}" height="{high}" rx="4"/>'
            )
        weeks = {(call.side, call.count): call for call in layout.calls if call.week}
        parts += [self._week_box(call) for _key, call in sorted(weeks.items())]
        return "".join(parts)

    def _week_box(self, call: Call) -> str:
        """Around the point where its leader ends: those of one side and count are the same."""
        high = _hit_height(call)
        x = f"{call.x + call.side * 5:.0f}"
        return (
            f'<g id="{self._week_id(call)}" aria-hidden="true">'
            f'<use href="#{self._hit_id(call.side, high)}" y="{-high // 2}"/>'
            f'<circle class="uk-bubble" cx="{x}" r="8"/>'
            f'<text class="uk-bubble-n" x="{x}" y="4">{call.count}</text></g>'
        )

    def _week_id(self, call: Call) -> str:
        return f"{self.uid}-{'r' if call.side > 0 else 'l'}w{call.count}"

    def _hit_id(self, side: int, high: int) -> str:
        return f"{self.uid}-{'r' if side > 0 else 'l'}{high}"

    def hit(self, call: Call) -> str:
        if not self.pen.links:
            return ""
        if call.week:
            return f'<use href="#{self._week_id(call)}" y="{call.y:.0f}"/>'
        high = _hit_height(call)
        return f'<use href="#{self._hit_id(call.side, high)}" y="{call.y - high / 2:.0f}"/>'

    def text(self, call: Call) -> str:
        """The label's words: the date, and what happens."""
        part, side, x = self.pen.part, call.side, call.x
        y = call.y - call.height / 2 + self.layout.measures.type_size * 0.98
        first = call.spots[0].mark
        lang = f' lang="{escape(call.lang)}"' if call.lang else ""
        struck = part("struck") if not call.week and first.state is State.CANCELLED else ""
        before, after = (f"<tspan{lang}{struck}>", "</tspan>") if lang or struck else ("", "")
        if call.week:
            icon = "" if self.pen.links else self._bubble(call, x + side * 5, y - 5)
        else:
            use = small_id(self.uid, first.kind)
            icon = f'<use href="#{use}" x="{x + side * 5:.0f}" y="{y - 5:.0f}"/>'
        if self.layout.size is Size.DENSE:
            left = number(x + side * 15)
            rest = self._lines(call.lines[1:], left, LINE)
            return (
                f'{icon}<text{part("text")} x="{left}" y="{y:.0f}">'
                f"<tspan{part('b')}>{escape(call.whens[0])}</tspan>"
                f" {before}{escape(call.lines[0])}{rest}{after}</text>"
            )
        rows = self._lines(call.lines, number(x), LINE)
        when = escape(call.whens[0]) + self._lines(call.whens[1:], number(x + side * 15), LINE)
        return (
            f'{icon}<text{part("text")} x="{number(x + side * 15)}" y="{y:.0f}">'
            f"<tspan{part('b')}>{when}</tspan>{before}{rows}{after}</text>"
        )

    def _lines(self, lines: Sequence[str], x: str, step: float) -> str:
        return "".join(f'<tspan x="{x}" dy="{number(step)}">{escape(line)}</tspan>' for line in lines)

    def _bubble(self, call: Call, x: float, y: float) -> str:
        part = self.pen.part
        return (
            f'<circle{part("bubble")} cx="{x:.0f}" cy="{y:.0f}" r="8"/>'
            f'<text{part("bubble-n")} x="{x:.0f}" y="{y + 4:.0f}" aria-hidden="true">{call.count}</text>'
        )

    def today(self, call: Call) -> str:
        part = self.pen.part
        anchor = ' text-anchor="end"' if call.side < 0 else ""
        y = number(call.y - call.height / 2 + self.layout.measures.type_size * 0.98)
        return (
            f'<path{part("leader now")} d="{path(call.outer)}"/><text{part("now")} x="{number(call.x)}" '
            f'y="{y}"{anchor}><tspan{part("b")}>{escape(call.when)}</tspan> {escape(call.title)}</text>'
        )


def _hit_height(call: Call) -> int:
    return round(max(LEAST_TARGET, call.height + 4))
