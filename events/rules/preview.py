"""The next dates of an activity that may not be saved yet, across years and over quiet time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from events.rules.errors import RecurrenceError
from events.rules.reading import LAST_YEAR
from events.rules.recurrence import Recurrence, Span, occurrences
from portal.partnership.rules.quiet import QuietSpan

Numbered = dict[int, Span]
"""The spans of one year by their number, counted from 1."""
Quiet = Callable[[int], Sequence[QuietSpan]]
FURTHEST = 30
"""Years looked ahead: a leap day comes within eight, and nobody waits for what has not come by then."""
SPARE = 10


@dataclass(frozen=True)
class Surroundings:
    """What an activity's dates depend on: the recurrences of all by key, the quiet time of a year, and, for
    what is counted from them, the dates that stand on the wheel already, by activity and year.
    """

    recurrences: Mapping[str, Recurrence]
    quiet: Quiet
    actual: Mapping[tuple[str, int], Numbered]

    def having(self, key: str, recurrence: Recurrence) -> Surroundings:
        """The same with one activity added or changed."""
        return replace(self, recurrences={**self.recurrences, key: recurrence})

    def touches_quiet(self, span: Span) -> bool:
        years = {span.first.year, span.last.year}
        return any(span.touches(quiet.first, quiet.last) for year in years for quiet in self.quiet(year))


@dataclass(frozen=True)
class Coming:
    """The next spans, and those before the last of them that quiet time took out."""

    spans: list[Span]
    left_out: list[Span]


def chain_of(key: str, recurrences: Mapping[str, Recurrence]) -> list[str]:
    """The keys from `key` to what it is counted from in the end.

    Raises RecurrenceError where the chain bites its tail or leads to an activity that is not there.
    """
    chain: list[str] = []
    link: str | None = key
    while link is not None:
        if link in chain:
            raise RecurrenceError("anchor", "an activity that is not itself counted from this one")
        if link not in recurrences:
            raise RecurrenceError("anchor", f'the key of an activity, not "{link}"')
        chain.append(link)
        link = recurrences[link].anchor
    return chain


def counted_from(key: str, recurrences: Mapping[str, Recurrence]) -> list[str]:
    """The activities that are counted from `key`, directly or not, each after the one it is counted from."""
    found = [key]
    for link in found:
        found += [other for other, recurrence in recurrences.items() if recurrence.anchor == link]
    return found[1:]


def spans_of(key: str, year: int, around: Surroundings) -> Numbered:
    """The spans of an activity in a year. What it is counted from is taken as it stands on the wheel."""
    planned: dict[str, Numbered] = {}
    for link in reversed(chain_of(key, around.recurrences)):
        standing = None if link == key else around.actual.get((link, year))
        planned[link] = _planned(link, year, around, planned) if standing is None else standing
    return planned[key]


def _planned(key: str, year: int, around: Surroundings, planned: Mapping[str, Numbered]) -> Numbered:
    recurrence = around.recurrences[key]
    anchor = recurrence.anchor
    if anchor is None:
        return dict(enumerate(occurrences(recurrence, year, quiet=around.quiet(year), anchors={}), start=1))
    return {
        number: own
        for number, span in planned[anchor].items()
        for own in occurrences(recurrence, year, quiet=(), anchors={anchor: [span]})
    }


def coming(key: str, day: date, count: int, around: Surroundings) -> Coming:
    """The next `count` spans that are not over on `day`; fewer where there are no more."""
    spans = _search(key, day, count, around)
    recurrence = around.recurrences[key]
    if not recurrence.avoid_quiet:
        return Coming(spans, [])
    regardless = around.having(key, replace(recurrence, avoid_quiet=False, pick=None))
    until = spans[-1].first if spans else date(day.year + 1, 12, 31)
    return Coming(
        spans,
        [
            span
            for span in _search(key, day, count + SPARE, regardless)
            if span.first < until and around.touches_quiet(span)
        ],
    )


def _search(key: str, day: date, count: int, around: Surroundings) -> list[Span]:
    found: set[Span] = set()
    # The ISO year and the distance to another activity reach over New Year, so the year before counts too.
    for year in range(day.year - 1, min(day.year + FURTHEST, LAST_YEAR) + 1):
        if len([span for span in found if span.first.year < year]) >= count:
            break
        found |= {span for span in spans_of(key, year, around).values() if span.last >= day}
    return sorted(found)[:count]
