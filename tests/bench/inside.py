"""Times what no page shows alone: the drawing of the wheel."""

from __future__ import annotations

import time
from statistics import median

from django.contrib.auth.models import AnonymousUser

from events.drawing import choose_size, draw_wheel
from events.queries.wheel import marks_of, wheel_rows
from portal.core.clock import today
from tests.bench.findings import Inside

DRAWINGS = 15


def run(year: str) -> Inside:
    """Draw the wheel of `year`."""
    return Inside(*time_drawing(int(year)))


def time_drawing(year: int) -> tuple[int, float]:
    """The number of the wheel's marks, and the median of several drawings in ms of processor time."""
    marks = marks_of(wheel_rows(AnonymousUser(), year, today(), kinds=[], audiences=[]))
    size = choose_size(marks)
    spent = []
    for _ in range(DRAWINGS):
        began = time.process_time()
        draw_wheel(marks, year=year, today=today(), size=size, earlier_url="/earlier/", later_url="/later/")
        spent.append(time.process_time() - began)
    return len(marks), median(spent) * 1000
