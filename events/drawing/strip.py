"""The wheel unrolled for a phone: time runs down, the three rings are three lanes.

Every label is a row; its mark stands level with it, so leaders are level lines that cannot cross.
A month is as tall as its rows need. With many dates, crowded weeks share a row, as on the wheel.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from django.utils.safestring import SafeString, mark_safe

from events.drawing import words
from events.drawing.dial import Dial
from events.drawing.geometry import number
from events.drawing.marks import Kind, Mark, Precision, Ring, State
from events.drawing.markup import escape
from events.drawing.measure import BOLD, shorten, width
from events.drawing.pens import ClassPen
from events.drawing.place import Spot, find_spots
from events.drawing.shapes import definitions, shape_id, small_id
from events.drawing.sizes import MEASURES, Size, choose_size
from events.drawing.strip_rows import (
    HEAD,
    LEAST_TARGET,
    LINE,
    STACKED,
    TEXT_LEFT,
    TYPE,
    WIDTH,
    Row,
    find_rows,
    hit_height,
    stack,
)

LANES_LEFT, LANE = 46, 26
LANES_RIGHT = LANES_LEFT + 3 * LANE
SHAPE = 7.5


def draw_strip(
    marks: Sequence[Mark], *, year: int, today: date | None, uid: str = "strip", beside: Size | None = None
) -> SafeString:
    """The year as a vertical strip for narrow pages; `uid` prefixes every id.

    `beside` is the size of the wheel it stands in for, which decides at what width the
    stylesheet shows one and hides the other; by default what `choose_size` chooses.
    """
    drawing = StripDrawing(marks, year, today, uid)
    return mark_safe(drawing.draw(beside or choose_size(drawing.marks)))


class StripDrawing:
    """Places and writes one strip."""

    def __init__(self, marks: Sequence[Mark], year: int, today: date | None, uid: str) -> None:
        self.dial, self.uid, self.pen, self.namer = Dial(year), uid, ClassPen(), words.Namer()
        self.spots = find_spots(marks, self.dial, MEASURES[Size.FULL])
        self.marks = [spot.mark for spot in self.spots]
        self.past = today is not None and today.year > year
        self.rows = find_rows(self.spots, self.dial, today)
        self.tops, self.scale = stack(self.rows, self.dial)

    def draw(self, beside: Size) -> str:
        """The whole strip, hidden where a wheel of size `beside` is shown."""
        high = number(self.tops[-1] + 4)
        used = {(spot.mark.kind, spot.mark.state) for spot in self.spots}
        shapes = definitions(self.uid, used, SHAPE, self.pen) + self._hit_boxes()
        title, description = words.picture_title(self.dial.year), words.picture_description(self.marks)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="uk-strip {beside}" role="group" '
            f'viewBox="0 0 {WIDTH} {high}" width="{WIDTH}" height="{high}" '
            f'aria-labelledby="{self.uid}-t" aria-describedby="{self.uid}-d">'
            f'<title id="{self.uid}-t">{escape(title)}</title>'
            f'<desc id="{self.uid}-d">{escape(description)}</desc>'
            f"<defs>{shapes}</defs>"
            f'<g aria-hidden="true">{self._face()}{self._stretches()}'
            f"{self._leaders()}{self._unlabelled()}</g>"
            f"{''.join(self._call(row) for row in self.rows)}</svg>"
        )

    def _lane(self, ring: Ring) -> float:
        return LANES_LEFT + (ring + 0.5) * LANE - 0.5

    def _face(self) -> str:
        """Lanes with their names, months, the elapsed year."""
        parts = []
        for ring in Ring:
            left, high = LANES_LEFT + ring * LANE, self.tops[-1] - HEAD
            parts.append(
                f'<rect class="lane-{ring.value}" x="{left}" y="{HEAD}" width="{LANE - 1}" '
                f'height="{number(high)}"/>'
            )
            level, x = 14 + 20 * ring, number(self._lane(ring))
            name = escape(shorten(self.namer.rings[ring], 14, WIDTH - TEXT_LEFT))
            parts.append(
                f'<path class="leader" d="M{x} {HEAD}V{level}H{TEXT_LEFT - 6}"/>'
                f'<text class="quiet" x="{TEXT_LEFT}" y="{level + 5}">{name}</text>'
            )
        lines = {"month": "", "quarter": ""}
        for month, (short, _) in enumerate(words.month_names()):
            top = number(self.tops[month])
            lines["month" if month % 3 else "quarter"] += f"M0 {top}H{LANES_RIGHT}"
            parts.append(
                f'<text class="quiet" x="0" y="{number(self.tops[month] + 17)}">{escape(short)}</text>'
            )
        parts += [f'<path class="{name}" d="{data}"/>' for name, data in lines.items()]
        end = self.tops[-1] if self.past else self._today_level()
        if end is not None:
            parts.append(f'<path class="elapsed" d="M{LANES_LEFT - 3} {HEAD}V{number(end)}"/>')
        return "".join(parts)

    def _today_level(self) -> float | None:
        return next((row.level for row in self.rows if row.call.today), None)

    def _stretches(self) -> str:
        """Periods and uncertain weeks and months, under all marks."""
        parts = []
        for spot in self.spots:
            if not spot.arc:
                continue
            mark, x = spot.mark, self._lane(spot.mark.ring)
            start = max(mark.start.toordinal(), self.dial.first)
            end = min(mark.end.toordinal(), self.dial.last) + 1
            top, bottom = self.scale.height(start) + 2, self.scale.height(end) - 2
            top, bottom = min(top, bottom - 14), max(bottom, top + 14)
            if mark.precision is not Precision.DATE:
                shape = f'<path class="span" d="M{number(x + 11)} {top:.0f}V{bottom:.0f}"/>'
            else:
                shape = (
                    f'<rect x="{number(x - 4)}" y="{top:.0f}" width="8" height="{bottom - top:.0f}" rx="4"/>'
                )
            parts.append(f"<g{self.pen.mark(mark.kind, mark.state)}>{shape}</g>")
        return "".join(parts)

    def _leaders(self) -> str:
        """Level lines from crowded weeks to their labels; other dates carry their own."""
        data = ""
        for row in self.rows:
            if row.call.week:
                left = min(self._lane(spot.mark.ring) for spot in row.call.spots)
                data += f"M{left + 10:.0f} {row.level:.0f}H{TEXT_LEFT - 6}"
        return f'<path class="leader" d="{data}"/>' if data else ""

    def _unlabelled(self) -> str:
        """Marks that share a label: a crowded week's under each other, a series' small and at their days."""
        alike: dict[tuple[Kind, State], str] = defaultdict(str)
        for row in self.rows:
            lanes: Counter[Ring] = Counter()
            for spot in row.call.spots if row.call.week else row.call.spots[1:]:
                mark = spot.mark
                if row.call.week:
                    shape = self._mark(spot, row.level + STACKED * lanes[mark.ring])
                    lanes[mark.ring] += 1
                else:
                    use, level = small_id(self.uid, mark.kind), self.scale.height(spot.ordinal)
                    shape = f'<use href="#{use}" x="{self._lane(mark.ring):.0f}" y="{level:.0f}"/>'
                alike[mark.kind, mark.state] += shape
        return "".join(f"<g{self.pen.mark(*look)}>{shapes}</g>" for look, shapes in alike.items())

    def _hit_boxes(self) -> str:
        heights = sorted({hit_height(row) for row in self.rows if not row.call.today})
        return "".join(
            f'<rect id="{self.uid}-h{high}" class="uk-hit" x="{TEXT_LEFT - 4}" '
            f'width="{WIDTH - TEXT_LEFT + 4}" height="{high}" rx="4"/>'
            for high in heights
        )

    def _mark(self, spot: Spot, level: float) -> str:
        use = shape_id(self.uid, spot.mark.kind, spot.mark.state)
        return f'<use href="#{use}" x="{self._lane(spot.mark.ring):.0f}" y="{level:.0f}"/>'

    def _call(self, row: Row) -> str:
        call = row.call
        if call.today:
            return self._today(row)
        baseline, high = row.top + 14, hit_height(row)
        top = row.level - 13 if high == LEAST_TARGET else row.top - 2
        hit = f'<use href="#{self.uid}-h{high}" y="{top:.0f}"/>'
        if call.week:
            text = f'<tspan class="b">{escape(call.when)}</tspan> {escape(call.title)}'
            look = ' class="done"' if call.done else ""
            return (
                f'<a href="{escape(call.href)}"{look}>{hit}'
                f'<text x="{TEXT_LEFT}" y="{baseline:.0f}">{text}</text></a>'
            )
        return self._single(row, hit, baseline)

    def _single(self, row: Row, hit: str, baseline: float) -> str:
        """One date: mark, leader and words in one link."""
        call = row.call
        lang = f' lang="{escape(call.lang)}"' if call.lang else ""
        left = self._lane(call.spots[0].mark.ring) + 10
        leader = f'<path class="leader" d="M{left:.0f} {row.level:.0f}H{TEXT_LEFT - 6}"/>'
        mark = call.spots[0].mark
        when = escape(shorten(call.when, TYPE * BOLD, WIDTH - TEXT_LEFT))
        if mark.state is State.CANCELLED:
            lang += ' class="struck"'
        lines = "".join(f'<tspan x="{TEXT_LEFT}" dy="{LINE}">{escape(line)}</tspan>' for line in row.lines)
        name = self.namer.name(mark)
        title = escape(f"{call.title}. {name}" if call.count else name)
        return (
            f'<a href="{escape(call.href)}"{self.pen.mark(mark.kind, mark.state)}><title>{title}</title>'
            f"{leader}{self._mark(call.spots[0], row.level)}{hit}"
            f'<text x="{TEXT_LEFT}" y="{baseline:.0f}"><tspan class="b">{when}</tspan>'
            f"<tspan{lang}>{lines}</tspan></text></a>"
        )

    def _today(self, row: Row) -> str:
        level, y = f"{row.level:.0f}", f"{row.top + 14:.0f}"
        title = shorten(row.call.title, TYPE, WIDTH - TEXT_LEFT - width(row.call.when + " ", TYPE * BOLD))
        return (
            f'<path class="hand" d="M{LANES_LEFT - 3} {level}H{TEXT_LEFT - 6}"/>'
            f'<circle class="dot" cx="{LANES_LEFT - 3}" cy="{level}" r="4.5"/>'
            f'<text class="now" x="{TEXT_LEFT}" y="{y}"><tspan class="b">{escape(row.call.when)}</tspan> '
            f"{escape(title)}</text>"
        )
