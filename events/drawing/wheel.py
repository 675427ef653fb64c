"""Draws the wheel: the face, then every date as one link that holds its mark, leader and label."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.safestring import SafeString, mark_safe

from events.drawing import words
from events.drawing.face import draw_face, draw_middle
from events.drawing.gather import Call
from events.drawing.geometry import arc, capsule, number, path, polar, rough_path
from events.drawing.labels import LabelDrawing
from events.drawing.layout import Layout, Number, lay_out
from events.drawing.marks import Kind, Mark, Precision, State
from events.drawing.markup import escape
from events.drawing.pens import ClassPen, Pen
from events.drawing.place import Spot
from events.drawing.shapes import definitions, shape_id
from events.drawing.sizes import Size

BAND = 4.0  # half height of a period
SPAN = 12.0  # how far outside its mark an uncertain stretch is drawn


def draw_wheel(
    marks: Sequence[Mark],
    *,
    year: int,
    today: date | None,
    size: Size,
    earlier_url: str,
    later_url: str,
    uid: str = "wheel",
    numbers: Mapping[str, int] | None = None,
) -> SafeString:
    """The wheel of a year as inline SVG for a page with `wheel.css`.

    `uid` prefixes every id and must be unique on the page. `numbers` (mark key → number)
    belongs to Size.COMPACT. An empty address leaves its arrow out.
    """
    layout = lay_out(marks, year=year, today=today, size=size, numbers=numbers)
    pen = ClassPen()
    drawing = WheelDrawing(layout, pen, uid)
    body = (
        drawing.open(f'class="uk-wheel {size}" role="group"')
        + drawing.body()
        + draw_middle(layout, pen, earlier_url=earlier_url, later_url=later_url)
        + "</svg>"
    )
    return mark_safe(body)


class WheelDrawing:
    """Writes one placed wheel with one pen."""

    def __init__(self, layout: Layout, pen: Pen, uid: str) -> None:
        self.layout, self.pen, self.uid = layout, pen, uid
        self.namer, self.labels = words.namer(), LabelDrawing(layout, pen, uid)

    def open(self, attributes: str) -> str:
        """The opening tag with name and description."""
        layout, uid = self.layout, self.uid
        wide, high = number(layout.width), number(layout.height)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {attributes} viewBox="0 0 {wide} {high}" '
            f'width="{wide}" height="{high}" aria-labelledby="{uid}-t" aria-describedby="{uid}-d">'
            f'<title id="{uid}-t">{escape(words.picture_title(layout.dial.year))}</title>'
            f'<desc id="{uid}-d">{escape(words.picture_description(layout.marks))}</desc>'
        )

    def body(self) -> str:
        """Shapes, face, marks and labels."""
        layout = self.layout
        half = layout.measures.shape
        used = {(spot.mark.kind, spot.mark.state) for spot in layout.spots}
        shapes = definitions(self.uid, used, half, self.pen, dressed=layout.terse) + self.labels.hit_boxes()
        parts = [f"<defs>{shapes}</defs>" if shapes else "", draw_face(layout, self.pen, self.uid)]
        parts.append(self.labels.brackets())
        numbered = {id(each.spot) for each in layout.numbers}
        alone = {id(call.spots[0]) for call in layout.calls if call.spots and not call.week}
        taken = alone | numbered
        if layout.terse:
            taken |= {id(spot) for call in layout.calls for spot in call.spots}
        rest = [spot for spot in layout.spots if id(spot) not in taken]
        marks = self._marks_alone(rest) + "".join(self._numbered(each) for each in layout.numbers)
        if marks:
            hidden = ' aria-hidden="true"' if self.pen.links else ""
            parts.append(f"<g{hidden}>{marks}</g>")
        parts += [self._call(call) for call in layout.calls]
        return "".join(parts)

    def _link(self, href: str, attributes: str, name: str, inner: str, *, by_key: bool) -> str:
        """A link where the picture has links, a group where it stands still."""
        title = f"<title>{escape(name)}</title>" if name else ""
        if not self.pen.links:
            return f"<g{attributes}>{title}{inner}</g>"
        reach = "" if by_key else ' tabindex="-1"'
        return f'<a href="{escape(href)}"{attributes}{reach}>{title}{inner}</a>'

    def _marks_alone(self, spots: Sequence[Spot]) -> str:
        """Marks without a label of their own: the pointer can press them, keys reach them in the list.

        Marks that look alike share a group that says how they look.
        """
        alike: dict[tuple[Kind, State], str] = defaultdict(str)
        for spot in spots:
            mark = spot.mark
            inner = self._shape(spot)
            if not self.layout.terse:
                inner = self._link(mark.href, "", self.namer.short_name(mark), inner, by_key=False)
            alike[mark.kind, mark.state] += inner
        return "".join(f"<g{self.pen.mark(*look)}>{links}</g>" for look, links in alike.items())

    def _shape(self, spot: Spot, *, own: bool = False) -> str:
        """The stretch, where it is drawn, and the shape on it; `own` when no group says how it looks."""
        mark, (x, y) = spot.mark, spot.point
        stretch = self._stretch(spot) if spot.arc else ""
        use = f'<use href="#{shape_id(self.uid, mark.kind, mark.state)}" x="{x:.0f}" y="{y:.0f}"/>'
        if own and stretch:
            return f"<g{self.pen.mark(mark.kind, mark.state)}>{stretch}{use}</g>"
        return stretch + use

    def _stretch(self, spot: Spot) -> str:
        """A period is a band with the shape on it; an uncertain stretch an arc that spans it."""
        layout, radius = self.layout, spot.radius
        grow = layout.measures.shape / 7.5
        if spot.mark.precision is Precision.DATE:
            half = BAND * grow
            pad = half / radius * 57.3
            low, high = spot.low + pad, spot.high - pad
            return f'<path d="{capsule(layout.centre, radius, half, low, high)}"/>' if high > low else ""
        outer = radius + SPAN * grow
        pad = 1.5 / outer * 57.3
        line = arc(layout.centre, outer, spot.low + pad, max(spot.high - pad, spot.low + 2 * pad))
        return f'<path{self.pen.part("span")} d="{line}"/>'

    def _numbered(self, each: Number) -> str:
        mark, (x, y) = each.spot.mark, each.point
        edge = polar(self.layout.centre, self.layout.measures.rim_outer + 4, each.spot.angle)
        part, leader = self.pen.part, path([edge, each.point])
        inner = (
            f'{self._shape(each.spot)}<path{part("leader")} d="{leader}"/>'
            f'<circle{part("disc")} cx="{number(x)}" cy="{number(y)}" r="15"/>'
            f'<text{part("number")} x="{number(x)}" y="{number(y + 6.5)}">{each.text}</text>'
        )
        attributes = self.pen.mark(mark.kind, mark.state)
        return self._link(mark.href, attributes, self.namer.short_name(mark), inner, by_key=False)

    def _call(self, call: Call) -> str:
        if call.today:
            return self.labels.today(call)
        first = call.spots[0].mark
        inner = self._leader(call)
        if not call.week:
            inner += self._shape(call.spots[0])
        if self.layout.terse:
            # Only here are there marks without a group; the shapes are dressed.
            others = call.spots if call.week else call.spots[1:]
            inner += "".join(self._shape(spot, own=True) for spot in others)
        inner += self.labels.hit(call) + self.labels.text(call)
        side = "l" if call.side < 0 else ""
        if call.week:
            return self._link(call.href, self._week_look(call, side), "", inner, by_key=True)
        name = self.namer.name(first)
        if call.count:
            name = f"{call.title}. {name}"
        return self._link(call.href, self.pen.mark(first.kind, first.state, side), name, inner, by_key=True)

    def _week_look(self, call: Call, side: str) -> str:
        """A week's label has no kind; it is paled when all its dates are done."""
        names = " ".join(name for name in ("done" if call.done else "", side) if name)
        return self.pen.part(names) if names else ""

    def _leader(self, call: Call) -> str:
        # Among very many a leader of whole units looks the same, and is half as long to send.
        line = rough_path if self.layout.terse and self.pen.links else path
        pieces = "".join(line(points) for points in (call.inner, call.outer) if points)
        return f'<path{self.pen.part("leader")} d="{pieces}"/>'
