"""Writes the figures as text: one line per page, its ratios to the yardsticks, and the goal beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.bench.findings import Filled, Inside, Mailing
from tests.bench.pages import Goal
from tests.bench.rounds import Measured

WORDS_BEFORE = ("page",)
FIGURES = ("app ms", "x h", "x c", "db ms", "p50 ms", "p99 ms", "queries", "kB", "gz kB")
WORDS_AFTER = ("goal", "still missing")
HEAD = (*WORDS_BEFORE, *FIGURES, *WORDS_AFTER)
BATCHES_GOAL = 0.75
CELERY_GOAL = 250
LEGEND = """\
app, db: processor time per request of the web server and of its database connections.
x h, x c: app as a multiple of h, a bare Django page, and of c, a ranked full-text search over 100 000 rows.
p50, p99: time until the whole answer is there, one request after another. gz: as gzip sends it (level 6).
Medians over {rounds} rounds in which all pages take turns, after warm-up; granian with one worker and thread.
Goals are the most a page should cost; those with 0 queries count from the second visit on, from the cache.
All other pages are made anew for each request."""


def headline(filled: Filled) -> str:
    """How much there is, and what was searched for."""
    rows = f"{filled.rows:,}".replace(",", " ")
    return f"{rows} objects; “{filled.common}” is common, “{filled.rare}” rare, “{filled.misspelt}” misspelt."


def page_table(measured: Sequence[Measured]) -> str:
    """All pages in the order they come, the yardsticks among them."""
    yardsticks = {one.page.key: one.app_ms for one in measured if one.page.key}
    return aligned([HEAD, *(line_of(one, yardsticks) for one in measured)])


def legend(rounds: int) -> str:
    """What the columns mean."""
    return LEGEND.format(rounds=rounds)


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
        *(verdict(one, one.page.goal, yardsticks) if one.page.goal else ("", "")),
    )


def verdict(one: Measured, goal: Goal, yardsticks: Mapping[str, float]) -> tuple[str, str]:
    """The goal in short, and the names of its parts that are not reached."""
    kilo = 1000
    parts = [
        ("app", f"{goal.app:g} {goal.of}", one.app_ms / yardsticks[goal.of], goal.app),
        ("queries", f"{goal.queries} queries", one.queries, goal.queries),
        ("p99", f"p99 {goal.p99_ms} ms", one.p99_ms, goal.p99_ms),
        ("kB", f"{goal.html_kb} kB", one.size / kilo, goal.html_kb),
        ("gz kB", f"{goal.gzip_kb} kB gz", one.zipped / kilo, goal.gzip_kb),
        ("app + db", f"app + db {goal.both_ms} ms", one.app_ms + one.database_ms, goal.both_ms),
    ]
    set_ones = [(name, text, found, most) for name, text, found, most in parts if most is not None]
    missing = [name for name, _text, found, most in set_ones if found > most]
    return ", ".join(text for _name, text, _found, _most in set_ones), ", ".join(missing) or "nothing"


def inside_table(inside: Inside, c_ms: float) -> str:
    """The drawing of the wheel."""
    as_c = inside.draw_ms / c_ms
    return f"Drawing a wheel of {inside.marks} marks: {inside.draw_ms:.1f} ms app ({as_c:.1f} x c)."


def mail_table(mailing: Mailing) -> str:
    """The way of a reminder, beside a bare loop."""
    bare, sent, celery = mailing.bare_per_second, mailing.sent_per_second, mailing.celery_per_second
    lines = [
        ("into the outbox", mailing.queued_per_second, ""),
        ("a bare smtplib loop into the sink", bare, ""),
        ("from the outbox, in batches", sent, f"{sent / bare:.2f} of the loop (goal: {BATCHES_GOAL})"),
        (
            "from the outbox, through Celery",
            celery,
            f"{celery / bare:.2f} of the loop (goal: {CELERY_GOAL} a second)",
        ),
    ]
    head = f"Reminders a second, {mailing.mails} at a time, each written down on disk before it leaves:"
    return "\n".join([head, *(f"  {what:<34}{rate:>5.0f}  {note}".rstrip() for what, rate, note in lines)])


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Columns of text: words to the left, figures to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    sides = "<" * len(WORDS_BEFORE) + ">" * len(FIGURES) + "<" * len(WORDS_AFTER)
    return "\n".join(
        "  ".join(
            f"{cell:{side}{width}}" for cell, side, width in zip(row, sides, widths, strict=True)
        ).rstrip()
        for row in rows
    )
