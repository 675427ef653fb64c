"""Marks to draw: short builders, and a strategy for any year one can think of."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from xml.etree.ElementTree import Element, fromstring

from hypothesis import strategies as st

from events.drawing import Kind, Mark, Precision, Ring

YEARS = (2020, 2022, 2026, 2027, 2032)  # leap years, 53 weeks, a week 52 at both ends, an ordinary one
HOSTILE = (
    "<script>alert(1)</script>",
    '"It\'s" & <b>\n</b>',
    "Vannkraftverksdirektoratsutredningskommisjonsmedlemmene" * 2,
    "Frist for å melde inn behov, oppgaver og praksisplasser til høstens semester",
    "WWWW mmmm ÆÆÆÆ @@@@ %%%%",
    "会议会议会议会议会议会议会议会议",
    "",
)
_numbers = count(1)


def mark(
    start: date,
    end: date | None = None,
    *,
    title: str = "Workshop",
    kind: Kind = Kind.GATHERING,
    ring: Ring = Ring.PARTNERS,
    precision: Precision = Precision.DATE,
    key: str = "",
    when: str = "",
    done: bool = False,
    cancelled: bool = False,
    series: str = "",
    lang: str = "",
) -> Mark:
    """A mark with sensible values; a week or a month is tentative by itself."""
    return Mark(
        key=key or f"e{next(_numbers)}",
        title=title,
        kind=kind,
        ring=ring,
        start=start,
        end=end or start,
        precision=precision,
        tentative=precision is not Precision.DATE,
        done=done,
        cancelled=cancelled,
        when=when or f"{start.day}.{start.month}.",
        series=series,
        lang=lang,
    )


def week(number: int, year: int = 2027, *, title: str = "Workshop", ring: Ring = Ring.PARTNERS) -> Mark:
    """A mark known to an ISO week."""
    start = date.fromisocalendar(year, number, 1)
    return mark(
        start,
        start + timedelta(days=6),
        precision=Precision.WEEK,
        title=title,
        ring=ring,
        when=f"week {number}",
    )


def month(number: int, year: int = 2027, *, title: str = "Workshop", ring: Ring = Ring.PARTNERS) -> Mark:
    """A mark known to a month."""
    last = monthrange(year, number)[1]
    start, end = date(year, number, 1), date(year, number, last)
    return mark(start, end, precision=Precision.MONTH, title=title, ring=ring, when=f"month {number}")


@st.composite
def a_mark(draw: st.DrawFn, year: int, around: date | None) -> Mark:
    """Any date of the year, or, with `around`, one close to that day."""
    if around:
        day = around + timedelta(days=draw(st.integers(-10, 10)))
    else:
        day = date(year, 1, 1) + timedelta(days=draw(st.integers(-9, 375)))
    precision = draw(st.sampled_from(Precision))
    start, end = day, day + timedelta(days=draw(st.sampled_from((0, 0, 0, 1, 4, 60))))
    if precision is Precision.WEEK:
        start = day - timedelta(days=day.weekday())
        end = start + timedelta(days=6)
    elif precision is Precision.MONTH:
        start = day.replace(day=1)
        end = day.replace(day=monthrange(day.year, day.month)[1])
    return mark(
        start,
        end,
        title=draw(st.sampled_from(HOSTILE) | st.text(max_size=80)),
        kind=draw(st.sampled_from(Kind)),
        ring=draw(st.sampled_from(Ring)),
        precision=precision,
        when=draw(st.sampled_from(("28. april", "uke 24", "22. september–14. november", "W" * 60))),
        done=draw(st.booleans()),
        cancelled=draw(st.sampled_from((False, False, False, True))),
        series=draw(st.sampled_from(("", "", "team"))),
        lang=draw(st.sampled_from(("", "", "en"))),
    )


@st.composite
def a_year(draw: st.DrawFn) -> tuple[list[Mark], int, date | None]:
    """A year with 0–200 marks, spread out or all in one place, and some day to call today.

    A few marks are drawn and then repeated with other dates: two hundred independent ones
    would be too slow to draw, and prove no more.
    """
    year = draw(st.sampled_from(YEARS))
    around = draw(st.none() | st.dates(date(year, 1, 1), date(year, 12, 31)))
    patterns = draw(st.lists(a_mark(year, around), max_size=20))
    times = draw(st.integers(1, 10))
    step = draw(st.sampled_from((0, 1, 7, 33)))
    marks = [
        moved(each, step * turn, key=f"m{turn}-{index}")
        for turn in range(times)
        for index, each in enumerate(patterns)
    ]
    today = draw(st.none() | st.dates(date(year - 1, 12, 1), date(year + 1, 1, 31)))
    return marks, year, today


def moved(original: Mark, days: int, *, key: str) -> Mark:
    """The same mark some days later, under another key."""
    return replace(
        original,
        key=key,
        start=original.start + timedelta(days=days),
        end=original.end + timedelta(days=days),
    )


def parsed(svg: str) -> Element:
    """The picture as a tree whose tags carry no namespace; fails on anything not well-formed."""
    root = fromstring(svg)
    for each in root.iter():
        each.tag = each.tag.rpartition("}")[2]
    return root
