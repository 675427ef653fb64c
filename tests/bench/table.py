"""Writes the figures as text: one line per page, its ratios to the yardsticks, and the goal beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.bench.findings import Inside
from tests.bench.pages import Goal
from tests.bench.rounds import Measured

HEAD = ("page", "app ms", "x h", "x c", "db ms", "p50 ms", "p99 ms", "queries", "kB", "gz kB", "goal")
LEGEND = """\
app, db: processor time per request of the web server and of its database connections.
x h, x c: app as a multiple of yardstick h, a bare Django page, and c, a ranked full-text search over 100 000 rows.
p50, p99: time until the whole answer is there, requests one after another. gz: as gzip would send it (level 6).
Medians over rounds in which all pages take turns; granian with one worker and one thread, after warm-up."""


def page_table(measured: Sequence[Measured]) -> str:
    """All pages, in the order they come. The yardsticks must be among them."""
    yardsticks = {one.page.key: one.app_ms for one in measured if one.page.key}
    return aligned([HEAD, *(line_of(one, yardsticks) for one in measured)])


def line_of(one: Measured, yardsticks: Mapping[str, float]) -> tuple[str, ...]:
    return (
        one.page.name,
        f"{one.app_ms:.2f}",
        f"{one.app_ms / yardsticks['h']:.1f}",
        f"{one.app_ms / yardsticks['c']:.2f}",
        f"{one.database_ms:.2f}",
        f"{one.p50_ms:.1f}",
        f"{one.p99_ms:.1f}",
        str(one.queries),
        f"{one.size / 1000:.1f}",
        f"{one.zipped / 1000:.1f}",
        verdict(one, one.page.goal, yardsticks) if one.page.goal else "",
    )


def verdict(one: Measured, goal: Goal, yardsticks: Mapping[str, float]) -> str:
    """The goal in short, with a mark at each part that is not reached."""
    parts = [
        (one.app_ms <= goal.app * yardsticks[goal.of], f"{goal.app:g} {goal.of}"),
        (one.queries <= goal.queries, f"{goal.queries} queries"),
    ]
    if goal.p99_ms is not None:
        parts.append((one.p99_ms <= goal.p99_ms, f"p99 {goal.p99_ms:g} ms"))
    if goal.html_kb is not None:
        parts.append((one.size <= goal.html_kb * 1000, f"{goal.html_kb:g} kB"))
    if goal.gzip_kb is not None:
        parts.append((one.zipped <= goal.gzip_kb * 1000, f"{goal.gzip_kb:g} kB gz"))
    return ", ".join(text if reached else f"{text} (not yet)" for reached, text in parts)


def inside_table(inside: Inside, c_ms: float) -> str:
    """The drawing of the wheel and the way of a reminder."""
    drawing = f"{inside.draw_ms:.1f} ms processor time ({inside.draw_ms / c_ms:.1f} x c)"
    bare = inside.bare_per_second
    return "\n".join(
        [
            f"Drawing a wheel of {inside.marks} marks: {drawing}.",
            f"Reminders, {inside.mails} at a time, one process: {inside.queued_per_second:.0f} a second written to "
            f"the outbox, {inside.sent_per_second:.0f} a second sent from it.",
            f"A bare smtplib loop sends the same mails to the same sink at {bare:.0f} a second: sending from the "
            f"outbox reaches {inside.sent_per_second / bare:.2f} of that (goal in batches: 0.75).",
        ]
    )


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Columns of text: the first and the last to the left, figures to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        name, *figures, last = row
        cells = [f"{figure:>{width}}" for figure, width in zip(figures, widths[1:-1], strict=True)]
        lines.append("  ".join([f"{name:<{widths[0]}}", *cells, last]).rstrip())
    return "\n".join(lines)
