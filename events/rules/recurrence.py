"""When an activity of the wheel happens, and on which days of a year.

A recurrence is the `when` table of an activity in the partnership's file. It is one of two things:

* a rule: `rrule` (see `rule.py`), with `start`, `days` or `weeks` (how long), `precision`, `avoid_quiet`
  and `pick`;
* a distance: `before` or `after` another activity's key, with `days` (how far) and `of` (its start or end).

Both take `years`, which limits the activity to those years.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from events.rules.errors import RecurrenceError
from events.rules.reading import Reader, check_year
from events.rules.rule import LONGEST, MOST_REPETITIONS, Rule, read_rule
from events.rules.span import PRECISIONS, Precision, Span, iso_weeks, widen
from portal.partnership.rules.quiet import QuietSpan

__all__ = ["Distance", "Recurrence", "RecurrenceError", "Span", "occurrences"]

Pick = Literal["first", "last"]
Side = Literal["before", "after"]
Edge = Literal["start", "end"]

RULE_KEYS = frozenset({"rrule", "start", "days", "weeks", "precision", "avoid_quiet", "pick", "years"})
DISTANCE_KEYS = frozenset({"before", "after", "days", "of", "years"})


@dataclass(frozen=True, slots=True)
class Distance:
    """`days` calendar days before or after the start or the end of the activity `anchor`."""

    side: Side
    anchor: str
    days: int
    of: Edge

    def day(self, span: Span) -> date:
        edge = span.first if self.of == "start" else span.last
        return edge + timedelta(days=-self.days if self.side == "before" else self.days)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A checked `when` table; make it with `parse`. Exactly one of `rule` and `distance` is set.

    `precision` is None for a distance: it is as exact as its anchor is in that year.
    """

    source: tuple[tuple[str, object], ...]
    rule: Rule | None = None
    distance: Distance | None = None
    precision: Precision | None = None
    days: int = 1
    weeks: int = 1
    avoid_quiet: bool = False
    pick: Pick | None = None
    years: tuple[int, ...] = ()

    @classmethod
    def parse(cls, table: Mapping[str, object]) -> Recurrence:
        """Reads a table from TOML, or one that `as_dict` gave. Raises RecurrenceError."""
        if not isinstance(table, Mapping):
            raise RecurrenceError("when", 'a table such as { rrule = "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=1" }')
        kinds = [key for key in ("rrule", "before", "after") if key in table]
        if len(kinds) != 1:
            raise RecurrenceError("rrule", 'exactly one of "rrule", "before" and "after"')
        reader = Reader(table)
        return _read_ruled(reader) if kinds == ["rrule"] else _read_distant(reader)

    @property
    def anchor(self) -> str | None:
        """The key of the activity this one is counted from, if any."""
        return self.distance.anchor if self.distance else None

    def as_dict(self) -> dict[str, object]:
        """The table again, in types JSON can hold; `parse` reads it back to an equal recurrence."""
        return {key: list(value) if isinstance(value, tuple) else value for key, value in self.source}


def occurrences(
    recurrence: Recurrence,
    year: int,
    *,
    quiet: Collection[QuietSpan],
    anchors: Mapping[str, list[Span]],
) -> list[Span]:
    """The spans of `year` in order of time, without doubles.

    A BYWEEKNO rule belongs to the ISO year, other rules to the calendar year of their date, and a
    distance to the year of its anchor, whose spans stand in `anchors`. With `avoid_quiet` a span that
    shares a day with quiet time is left out; where nothing is left, the list is empty.
    Raises RecurrenceError for a year outside the wheel's reach and for an anchor that is not there.
    """
    check_year(year)
    if recurrence.years and year not in recurrence.years:
        return []
    if recurrence.distance:
        return _checked(_distant_spans(recurrence.distance, anchors))
    spans = _checked(_ruled_spans(recurrence, year))
    if recurrence.avoid_quiet:
        spans = [span for span in spans if not any(span.touches(q.first, q.last) for q in quiet)]
    if recurrence.pick:
        spans = spans[:1] if recurrence.pick == "first" else spans[-1:]
    return spans


def _ruled_spans(recurrence: Recurrence, year: int) -> Iterable[Span]:
    assert recurrence.rule  # where there is no distance, there is a rule
    for day in recurrence.rule.dates(year):
        if recurrence.precision == "week":
            yield iso_weeks(day, recurrence.weeks)
        elif recurrence.precision == "month":
            yield widen(day, "month")
        else:
            yield Span(day, day + timedelta(days=recurrence.days - 1))


def _distant_spans(distance: Distance, anchors: Mapping[str, list[Span]]) -> Iterable[Span]:
    if distance.anchor not in anchors:
        raise RecurrenceError(distance.side, f'the key of an activity, not "{distance.anchor}"')
    for span in anchors[distance.anchor]:
        yield widen(distance.day(span), span.precision)


def _checked(spans: Iterable[Span]) -> list[Span]:
    found = sorted(set(spans))
    if len(found) > MOST_REPETITIONS:
        raise RecurrenceError("when", f"at most {MOST_REPETITIONS} occurrences a year")
    return found


def _read_ruled(reader: Reader) -> Recurrence:
    reader.refuse_others(RULE_KEYS)
    start = reader.day("start")
    rule = read_rule(reader.text("rrule", longest=LONGEST), start)
    recurrence = Recurrence(
        source=_source(reader, start),
        rule=rule,
        precision=_read_precision(reader, rule),
        days=reader.whole("days", least=1, most=366, default=1),
        weeks=reader.whole("weeks", least=1, most=53, default=1),
        avoid_quiet=reader.flag("avoid_quiet"),
        pick=reader.choice("pick", ("first", "last")),
        years=reader.years("years"),
    )
    if reader.has("days") and recurrence.precision != "date":
        raise RecurrenceError("days", 'no number of days where the precision is "week" or "month"')
    if recurrence.avoid_quiet and recurrence.precision == "month":
        raise RecurrenceError("avoid_quiet", "a week or a date, since a whole month is never all quiet")
    return recurrence


def _read_precision(reader: Reader, rule: Rule) -> Precision:
    """What the rule leaves open stays open: nobody shall read a day that nobody has chosen."""
    whole_weeks = reader.has("weeks") or (rule.by_week and not rule.names_day)
    precision = reader.choice("precision", PRECISIONS) or ("week" if whole_weeks else "date")
    if whole_weeks and precision != "week":
        raise RecurrenceError("precision", '"week", since the rule speaks of whole weeks')
    if not rule.names_day and not (precision == "month" and rule.by_month) and not rule.by_week:
        raise RecurrenceError(
            "rrule", 'a day as well (BYDAY or BYMONTHDAY), or a month with precision "month"'
        )
    return precision


def _read_distant(reader: Reader) -> Recurrence:
    reader.refuse_others(DISTANCE_KEYS)
    side: Side = "before" if reader.has("before") else "after"
    if not reader.has("days"):
        raise RecurrenceError("days", f"the number of days {side} the other activity")
    distance = Distance(
        side=side,
        anchor=reader.activity_key(side),
        days=reader.whole("days", least=0, most=366, default=0),
        of=reader.choice("of", ("start", "end")) or ("start" if side == "before" else "end"),
    )
    return Recurrence(source=_source(reader, None), distance=distance, years=reader.years("years"))


def _source(reader: Reader, start: date | None) -> tuple[tuple[str, object], ...]:
    values = dict(reader.table)
    if start:
        values["start"] = start.isoformat()
    if "years" in values:
        values["years"] = reader.years("years")
    return tuple(sorted(values.items()))
