"""Kinds of results put together, so that a picture of them can be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from projects.rules.enums import ResultKind

K = ResultKind
YEAR_KIND = "arslag"
"""Counted like a facet, so that a picture of all results costs no query; `2026-report`. No list shows it."""


@dataclass(frozen=True)
class Group:
    """Some kinds under one name; `key` is what the style sheet knows it by."""

    key: str
    label: str | Promise
    kinds: frozenset[str]


GROUPS = (
    Group("use", pgettext_lazy("results", "In use or decided"), frozenset({K.SERVICE, K.DECISION, K.COURSE})),
    Group("written", pgettext_lazy("results", "Written"), frozenset({K.PUBLICATION, K.REPORT, K.THESIS})),
    Group("told", pgettext_lazy("results", "Told"), frozenset({K.EVENT, K.MEDIA})),
    Group("applied", pgettext_lazy("results", "Applications"), frozenset({K.APPLICATION})),
    Group("lesson", pgettext_lazy("results", "Lessons"), frozenset({K.LESSON})),
)
"""In the order a picture stacks them."""


@dataclass(frozen=True)
class Year:
    """How many results of each group a year has, in the order of `GROUPS`."""

    year: int
    numbers: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.numbers)


def year_kind(year: int, kind: str) -> str:
    """What a result is counted under."""
    return f"{YEAR_KIND}:{year}-{kind}"


def years_of(counts: Mapping[str, int], most: int = 6) -> Sequence[Year]:
    """The newest years that have any, the newest first, from the numbers under each facet."""
    found: dict[int, dict[str, int]] = {}
    start = f"{YEAR_KIND}:"
    for facet, number in counts.items():
        year, _dash, kind = facet.removeprefix(start).partition("-")
        if facet.startswith(start) and year.isdecimal() and number > 0:
            found.setdefault(int(year), {})[kind] = number
    return [
        Year(year, tuple(sum(found[year].get(kind, 0) for kind in group.kinds) for group in GROUPS))
        for year in sorted(found, reverse=True)[:most]
    ]
