"""Activities that are counted from other activities, taken in an order that works."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from events.rules.recurrence import Recurrence, RecurrenceError, Span, occurrences
from portal.partnership.rules.quiet import QuietSpan


def in_order(recurrences: Mapping[str, Recurrence]) -> list[str]:
    """The keys, each after the one it is counted from.

    Raises RecurrenceError that names the chain if it bites its tail, and one that names the missing key.
    """
    ordered: dict[str, None] = {}
    for key in recurrences:
        chain: list[str] = []
        link: str | None = key
        while link is not None and link not in ordered:
            if link in chain:
                circle = " → ".join([*chain[chain.index(link) :], link])
                raise RecurrenceError(_side(recurrences[link]), f"no circle, but this is one: {circle}")
            if link not in recurrences:
                raise RecurrenceError(
                    _side(recurrences[chain[-1]]), f'the key of an activity, not "{link}" (in "{chain[-1]}")'
                )
            chain.append(link)
            link = recurrences[link].anchor
        ordered.update(dict.fromkeys(reversed(chain)))
    return list(ordered)


def plan_year(
    recurrences: Mapping[str, Recurrence], year: int, *, quiet: Collection[QuietSpan]
) -> dict[str, list[Span]]:
    """The spans of every activity in `year`, by key. Raises RecurrenceError as `in_order` does."""
    planned: dict[str, list[Span]] = {}
    for key in in_order(recurrences):
        planned[key] = occurrences(recurrences[key], year, quiet=quiet, anchors=planned)
    return {key: planned[key] for key in recurrences}


def _side(recurrence: Recurrence) -> str:
    return recurrence.distance.side if recurrence.distance else "when"
