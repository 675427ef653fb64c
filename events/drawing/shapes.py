"""The four shapes, drawn to look equally heavy, and the small icons of legends and lists."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.safestring import SafeString, mark_safe

from events.drawing.geometry import number
from events.drawing.marks import Kind, Ring, State
from events.drawing.pens import ClassPen, Pen

TICK = "M-3.4 .4l2.4 2.6 4.4-5.4"
STRIKE = "M-8 6.4L8-6.4"
SMALL = 5.0
HIT = 12.0


def shape(kind: Kind, half: float) -> str:
    """A shape around 0, 0 with about `half` to each side."""
    if kind is Kind.MEETING:
        return f'<circle r="{number(half)}"/>'
    if kind is Kind.GATHERING:
        side = half * 0.9
        corner, edge = number(-side), number(2 * side)
        return f'<rect x="{corner}" y="{corner}" width="{edge}" height="{edge}" rx="1.2"/>'
    if kind is Kind.DEADLINE:
        wide = number(half * 1.14)
        return f'<path d="M0-{number(half * 1.16)}L{wide} {number(half * 0.84)}H-{wide}Z"/>'
    tip = number(half * 1.22)
    return f'<path d="M0-{tip}L{tip} 0 0 {tip}-{tip} 0Z"/>'


def definitions(
    uid: str, used: Collection[tuple[Kind, State]], half: float, pen: Pen, *, dressed: bool = False
) -> str:
    """The shapes a picture uses, once each, for `<defs>`; ids from `shape_id`.

    A `dressed` one says itself how it looks, so that none of very many uses has to.
    """
    scale = half / 7.5
    hit = f'<circle class="uk-hit" r="{number(HIT * scale)}"/>' if pen.links else ""
    parts = []
    for kind, state in sorted(used):
        # an outline is drawn half outside its shape: a little smaller looks the same
        size = half - 1.2 if state in (State.TENTATIVE, State.CANCELLED) else half
        inner = shape(kind, size) + state_extra(state, pen, scale)
        # Inside a <use> no rule reaches that asks for an ancestor: `uk-kind` has those that don't.
        look = pen.mark(kind, state, "uk-kind") if dressed else ""
        parts.append(f'<g id="{shape_id(uid, kind, state)}"{look}>{hit}{inner}</g>')
    kinds = sorted({kind for kind, _ in used})
    parts += [f'<g id="{small_id(uid, kind)}">{shape(kind, SMALL)}</g>' for kind in kinds]
    return "".join(parts)


def state_extra(state: State, pen: Pen, scale: float = 1.0) -> str:
    """What a state adds to a shape: the tick of what is done, the stroke through what is off."""
    grow = f' transform="scale({scale:.2f})"' if scale != 1 else ""
    if state is State.DONE:
        return f'<path{pen.part("uk-tick")}{grow} d="{TICK}"/>'
    if state is State.CANCELLED:
        return f'<path{pen.part("uk-strike")}{grow} d="{STRIKE}"/>'
    return ""


def shape_id(uid: str, kind: Kind, state: State) -> str:
    """Id of a shape within a picture."""
    return f"{uid}-{kind[0]}{state[0]}"


def small_id(uid: str, kind: Kind) -> str:
    """Id of the small shape that stands beside a label."""
    return f"{uid}-{kind[0]}s"


def legend_icon(kind: Kind | str, state: State | str = State.FIXED) -> SafeString:
    """A kind in a state as a 22 px icon, for legend and list; the words stand beside it."""
    kind, state = Kind(kind), State(state)
    extra = state_extra(state, ClassPen())
    half = 6.3 if state in (State.TENTATIVE, State.CANCELLED) else 7.5
    return mark_safe(
        f'<svg class="uk-kind {kind} {state}" viewBox="-11 -11 22 22" width="22" height="22" '
        f'aria-hidden="true">{shape(kind, half)}{extra}</svg>'
    )


def shared_shapes(used: Collection[tuple[Kind, str]]) -> SafeString:
    """The icons of `legend_icon` that a long list uses, once each, out of sight; `shared_icon` shows one."""
    symbols = []
    for kind, word in sorted(used):
        state = State(word)
        half = 6.3 if state in (State.TENTATIVE, State.CANCELLED) else 7.5
        symbols.append(
            f'<symbol id="{shape_id("k", kind, state)}" class="uk-kind {kind} {state}" '
            f'viewBox="-11 -11 22 22">{shape(kind, half)}{state_extra(state, ClassPen())}</symbol>'
        )
    return mark_safe(
        f'<svg class="uk-shapes" width="0" height="0" aria-hidden="true">{"".join(symbols)}</svg>'
    )


def shared_icon(kind: Kind, state: State | str) -> SafeString:
    """One of the `shared_shapes` of the page; its size comes from the style sheet."""
    return mark_safe(f'<svg aria-hidden="true"><use href="#{shape_id("k", kind, State(state))}"/></svg>')


def legend_arc() -> SafeString:
    """The uncertain stretch as a 44 px icon: an outline as long as the week or the month."""
    return mark_safe(
        '<svg class="uk-kind gathering tentative" viewBox="-22 -14 44 25" width="44" height="25" '
        'aria-hidden="true"><path class="span" d="M-19-11h38"/>'
        f"{shape(Kind.GATHERING, 6.3)}</svg>"
    )


def legend_ring(ring: Ring | int) -> SafeString:
    """The three rings in small with one of them marked, for the legend."""
    rings = "".join(
        f'<circle class="{"on" if each == ring else "off"}" r="{radius}"/>'
        for each, radius in ((0, 9.5), (1, 6.5), (2, 3.5))
    )
    return mark_safe(
        '<svg class="uk-rings" viewBox="-11 -11 22 22" width="22" height="22" aria-hidden="true">'
        f"{rings}</svg>"
    )
