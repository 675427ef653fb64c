"""How parts get their colour: by class on a page with a stylesheet, by attribute where there is none."""

from __future__ import annotations

from typing import Protocol

from events.drawing.marks import Kind, State

PAPER, TEXT, QUIET, LEADER, RULE = "#ffffff", "#1a2621", "#4c5752", "#8b9591", "#c8d4ce"
HAND, RIM = "#005886", "#f6efe3"
KINDS = {
    Kind.MEETING: "#391f5c",
    Kind.GATHERING: "#236e54",
    Kind.DEADLINE: "#872616",
    Kind.STUDENT: "#966511",
}
FONT = "Inter, Segoe UI, Helvetica Neue, Arial, Liberation Sans, DejaVu Sans, sans-serif"


class Pen(Protocol):
    """Writes the attributes that make a part look like what it is."""

    links: bool

    def part(self, name: str) -> str:
        """Attributes of a named part, with a leading space."""
        ...

    def mark(self, kind: Kind, state: State, extra: str = "") -> str:
        """Attributes of the group that holds a mark and its label."""
        ...


class ClassPen:
    """Names the parts for the stylesheet `wheel.css`; no colour of its own."""

    links = True

    def part(self, name: str) -> str:
        """A class attribute; plain text needs none."""
        return "" if name == "text" else f' class="{name}"'

    def mark(self, kind: Kind, state: State, extra: str = "") -> str:
        """Kind, state where it is not the usual one, and anything extra."""
        names = [kind.value]
        if state is not State.FIXED:
            names.append(state.value)
        if extra:
            names.append(extra)
        return f' class="{" ".join(names)}"'


def _text(size: float, **more: str) -> str:
    return _attributes({"font-size": f"{size:g}", "fill": TEXT, "stroke": "none"} | more)


def _attributes(pairs: dict[str, str]) -> str:
    return "".join(f' {name.replace("_", "-")}="{value}"' for name, value in pairs.items())


def _line(colour: str, width: float, **more: str) -> str:
    return _attributes({"fill": "none", "stroke": colour, "stroke-width": f"{width:g}"} | more)


_ROUND = {"stroke_linejoin": "round", "stroke_linecap": "round"}
_PARTS = {
    "r0": _attributes({"fill": "none", "stroke": "#eef6f2"}),
    "r1": _attributes({"fill": "none", "stroke": "#e6f2ec"}),
    "r2": _attributes({"fill": "none", "stroke": "#dbece4"}),
    "rim": _attributes({"fill": "none", "stroke": RIM}),
    "month": _line(RULE, 1),
    "quarter": _line(LEADER, 1),
    "week": _attributes({"fill": "none", "stroke": LEADER}),
    "elapsed": _line(HAND, 3),
    "hand": _line(HAND, 2),
    "dot": _attributes({"fill": HAND, "stroke": PAPER, "stroke-width": "1.5"}),
    "leader": _line(LEADER, 1, **_ROUND),
    "leader now": _line(HAND, 1, **_ROUND),
    "bracket": _line(QUIET, 2.5),
    "name": _text(14, text_anchor="middle"),
    "hub": _attributes({"fill": PAPER}),
    "hub-rule": _line(RULE, 1),
    "year": _text(38, text_anchor="middle", font_weight="600"),
    "next": _text(13.5, text_anchor="middle", fill=QUIET),
    "next-title": _text(14.5, text_anchor="middle", font_weight="600"),
    "disc": _attributes({"fill": PAPER, "stroke": TEXT, "stroke-width": "1.5"}),
    "number": _text(18, font_weight="700", text_anchor="middle"),
    "l": _attributes({"text-anchor": "end"}),
    "done l": _attributes({"text-anchor": "end"}),
    "struck": _attributes({"text-decoration": "line-through"}),
    "b": _attributes({"font-weight": "600"}),
    "when": _text(14, font_weight="600"),
    "text": _text(14),
    "now": _text(14, fill=HAND),
    "bubble": _attributes({"fill": TEXT, "stroke": "none"}),
    "bubble-n": _text(11.5, fill=PAPER, font_weight="700", text_anchor="middle"),
    "span": _attributes({"fill": "none", "stroke-width": "3", "stroke-linecap": "round"}),
    "uk-tick": _line(TEXT, 1.9, **_ROUND),
    "uk-strike": _line(TEXT, 1.9, **_ROUND),
    "key": _text(13, fill=QUIET),
    "title": _text(22, font_weight="600"),
}


def _mix(colour: str, share: float) -> str:
    """`share` of the colour on white paper."""
    channels = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - channel) * share):02x}" for channel in channels)


class InkPen:
    """Writes light colours as attributes, for pictures that travel: `<img>`, print, other sites."""

    links = False

    def part(self, name: str) -> str:
        """Presentation attributes of the part; none when it only matters to a stylesheet."""
        return _PARTS.get(name, "")

    def mark(self, kind: Kind, state: State, extra: str = "") -> str:
        """Filled when fixed, outlined when uncertain or cancelled, paled when done."""
        colour = KINDS[kind]
        fill, stroke, wide = {
            State.FIXED: (colour, PAPER, "1.5"),
            State.TENTATIVE: (PAPER, colour, "2"),
            State.DONE: (_mix(colour, 0.24), _mix(colour, 0.62), "1.4"),
            State.CANCELLED: (PAPER, colour, "2"),
        }[state]
        anchor = {"text-anchor": "end"} if extra == "l" else {}
        return _attributes({"fill": fill, "stroke": stroke, "stroke-width": wide} | anchor)
