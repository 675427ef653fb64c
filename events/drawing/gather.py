"""Decides which labels the picture has: one per date, or one for a crowded week or a series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from events.drawing import words
from events.drawing.dial import Dial, days_of_week, week_anchor
from events.drawing.geometry import Box, Point
from events.drawing.marks import Kind, Mark, Precision, State
from events.drawing.place import Spot

CROWDED = 3


@dataclass(slots=True)
class Call:
    """One label, what it is about, and (once placed) where it and its leader run."""

    angle: float
    when: str
    title: str
    spots: list[Spot] = field(default_factory=list)
    href: str = ""
    lang: str = ""
    count: int = 0
    week: tuple[float, float] | None = None
    today: bool = False
    done: bool = False
    lines: tuple[str, ...] = ()
    whens: tuple[str, ...] = ()
    height: float = 0.0
    side: int = 1
    turned: float = 0.0
    x: float = 0.0
    y: float = 0.0
    inner: list[Point] = field(default_factory=list)
    outer: list[Point] = field(default_factory=list)
    box: Box = (0.0, 0.0, 0.0, 0.0)


def find_calls(spots: Sequence[Spot], dial: Dial, today: date | None, *, crowd: int) -> list[Call]:
    """The labels in the order of time; a week with `crowd` dates or more has one, 0 gathers nothing.

    A month is never gathered, nor a period over several weeks.
    """
    calls: list[Call] = []
    alone: list[Spot] = list(spots)
    if crowd:
        series, alone = _take_series(alone, today)
        calls += series
        weeks, alone = _take_weeks(alone, dial, crowd)
        calls += weeks
    calls += [_single(spot) for spot in alone]
    if today and dial.contains(today):
        angle = dial.angle(today.toordinal() + 0.5)
        calls.append(Call(angle, words.today(), words.day_and_month(today), today=True))
    calls.sort(key=lambda call: (call.angle, call.today))
    return calls


def _single(spot: Spot) -> Call:
    mark = spot.mark
    return Call(
        spot.angle,
        words.when_or_off(mark),
        mark.title,
        spots=[spot],
        href=mark.href,
        lang=mark.lang,
        done=mark.state is State.DONE,
    )


def _take_series(spots: Sequence[Spot], today: date | None) -> tuple[list[Call], list[Spot]]:
    """One label per series of three or more, at its next date, or its last when all are past."""
    members: dict[str, list[Spot]] = defaultdict(list)
    for spot in spots:
        if spot.mark.series:
            members[spot.mark.series].append(spot)
    crowded = {name: found for name, found in members.items() if len(found) >= CROWDED}
    calls = []
    for found in crowded.values():
        chosen = words.next_mark([spot.mark for spot in found], today) or found[-1].mark
        at = next(spot for spot in found if spot.mark is chosen)
        call = _single(at)
        call.title = words.times(chosen.title, len(found))
        call.spots = [at, *(spot for spot in found if spot is not at)]
        call.count = len(found)
        calls.append(call)
    return calls, [spot for spot in spots if spot.mark.series not in crowded]


def _take_weeks(spots: Sequence[Spot], dial: Dial, crowd: int) -> tuple[list[Call], list[Spot]]:
    """One label per ISO week with `crowd` dates or more."""
    weeks: dict[int, list[Spot]] = defaultdict(list)
    alone = []
    for spot in spots:
        monday = days_of_week(date.fromordinal(int(spot.ordinal)))[0]
        if spot.mark.precision is Precision.MONTH or (spot.mark.end - spot.mark.start).days >= 7:
            alone.append(spot)
        else:
            weeks[monday].append(spot)
    calls = []
    for monday, found in weeks.items():
        if len(found) < crowd:
            alone += found
            continue
        low, high = max(0.0, dial.angle(monday)), min(360.0, dial.angle(monday + 7))
        day = date.fromordinal(int(found[0].ordinal))
        calls.append(
            Call(
                (low + high) / 2,
                words.week_name(day.isocalendar()[1]),
                words.count_in_week(len(found)),
                spots=found,
                href="#" + week_anchor(day, dial.year),
                count=len(found),
                week=(low, high),
                done=all(spot.mark.state is State.DONE for spot in found),
            )
        )
    return calls, alone


def kind_of(call: Call) -> Kind | None:
    """The kind whose shape stands beside the label; None for weeks and today."""
    mark: Mark | None = call.spots[0].mark if call.spots else None
    return mark.kind if mark and not call.week else None
