"""The year's wheel as a picture: pure functions from marks to SVG and PDF, without a database."""

from events.drawing.check import check
from events.drawing.dial import week_anchor
from events.drawing.layout import Layout, lay_out
from events.drawing.marks import Kind, Mark, Precision, Ring, State
from events.drawing.shapes import legend_arc, legend_icon, legend_ring, shared_icon, shared_shapes
from events.drawing.sheet import sheet_pdf
from events.drawing.sizes import Size, choose_size
from events.drawing.standalone import draw_standalone
from events.drawing.strip import draw_strip
from events.drawing.wheel import draw_wheel

__all__ = [
    "Kind",
    "Layout",
    "Mark",
    "Precision",
    "Ring",
    "Size",
    "State",
    "check",
    "choose_size",
    "draw_standalone",
    "draw_strip",
    "draw_wheel",
    "lay_out",
    "legend_arc",
    "legend_icon",
    "legend_ring",
    "shared_icon",
    "shared_shapes",
    "sheet_pdf",
    "week_anchor",
]
