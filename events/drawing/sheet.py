"""The year on one sheet for the wall: A3 landscape, as tagged PDF/A."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final, Literal

import typst
from django.utils import translation

from events.drawing import words
from events.drawing.dial import Dial
from events.drawing.marks import Mark
from events.drawing.markup import plain
from events.drawing.place import anchor
from events.drawing.sizes import Size, choose_size
from events.drawing.standalone import draw_standalone

TEMPLATE = Path(__file__).with_name("sheet.typ")
STANDARDS: Final[list[Literal["a-2a", "ua-1"]]] = ["a-2a", "ua-1"]


def sheet_pdf(
    marks: Sequence[Mark],
    *,
    year: int,
    today: date | None,
    title: str,
    subtitle: str,
    language: str,
) -> bytes:
    """The wheel and the same dates as a list by month, as PDF/A-2a and PDF/UA-1.

    A calm year stands on one page; with many dates the list follows on the next. `language`
    is the code the words are written in; the marks' own words must be in it already.
    """
    with translation.override(language):
        size = choose_size(marks)
        data = {
            "title": plain(title),
            "subtitle": plain(subtitle),
            "language": language,
            "alt": f"{words.picture_title(year)}. {words.picture_description(marks)}",
            "calm": size is Size.FULL,
            "months": _months(marks, Dial(year)),
        }
        svg = draw_standalone(marks, year=year, today=today, size=size)
    inputs = {"data": json.dumps(data), "svg": svg}
    return typst.compile(str(TEMPLATE), sys_inputs=inputs, pdf_standards=[*STANDARDS])


def _months(marks: Sequence[Mark], dial: Dial) -> list[dict[str, object]]:
    """The list: twelve months at most, each with its dates in the order of time."""
    namer = words.Namer()
    rows: list[list[dict[str, str]]] = [[] for _ in range(12)]
    shown = [mark for mark in marks if dial.covers(mark.start, mark.end)]
    for mark in sorted(shown, key=lambda mark: (anchor(mark, dial), mark.key)):
        month = date.fromordinal(int(anchor(mark, dial))).month
        rows[month - 1].append(
            {
                "when": plain(mark.when),
                "title": plain(mark.title),
                "lang": mark.lang,
                "state": mark.state.value,
                "about": f"{namer.kinds[mark.kind]}, {namer.rings[mark.ring]}, {namer.states[mark.state]}",
                "place": plain(mark.place),
            }
        )
    names = [full for _, full in words.month_names()]
    return [{"name": name, "rows": found} for name, found in zip(names, rows, strict=True) if found]
