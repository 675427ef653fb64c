"""Times what no page shows alone: the drawing of the wheel, and the way of a reminder."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

from django.contrib.auth.models import AnonymousUser

from events.drawing import choose_size, draw_wheel
from events.queries.wheel import marks_of, wheel_rows
from portal.core.clock import today
from tests.bench.findings import Inside
from tests.bench.reminders import bare_loop, forget, plan, queue, send, sent_mails

DRAWINGS = 15
MAIL_ROUNDS = 3


def run(year: str, port: str) -> Inside:
    """Draw the wheel of `year`, and send reminders to the mail server on `port`."""
    marks, draw_ms = time_drawing(int(year))
    mails, queued, sent, bare = time_mail(int(port))
    return Inside(marks, draw_ms, mails, queued, sent, bare)


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


def time_mail(port: int) -> tuple[int, float, float, float]:
    """Queue reminders, send them, and send the same mails bare, in turns.

    Gives the number of mails, and the medians in mails a second in that order.
    """
    plan()
    rounds = []
    count = 0
    for _ in range(MAIL_ROUNDS):
        forget()
        queueing, sending = seconds_of(queue), seconds_of(send)
        mails = sent_mails()
        count = len(mails)
        bare = seconds_of(lambda mails=mails: bare_loop(port, mails))  # type: ignore[misc]
        rounds.append((queueing, sending, bare))
    queued, sent, alone = (count / median(seconds) for seconds in zip(*rounds, strict=True))
    return count, queued, sent, alone


def seconds_of(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began
