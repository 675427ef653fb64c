"""What a list is asked for, as its address says it: the address alone reproduces the view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

QUESTION, DAYS, SORT, PAGE, FORMAT, WHOLE = "q", "tid", "sortering", "side", "format", "vis"
COMING, PAST, ALL = "kommende", "tidligere", "alle"
"""Which dates a list by day shows: those not over, those over, or both."""
LONGEST_QUESTION = 200
LONGEST_VALUE = 100
MOST_VALUES = 20


@dataclass(frozen=True, kw_only=True)
class Ways:
    """What a list can be asked for. The first of `sorts` and of `days` is what it does unasked."""

    facets: Sequence[str]
    sorts: Sequence[str]
    days: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class ListAddress:
    """One view of a list. Words the list does not know are passed over, as are values beyond twenty.

    `whole` is the facet whose values are all shown to choose among.
    """

    ways: Ways
    question: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""
    days: str = ""
    page: int = 1
    whole: str = ""

    @classmethod
    def read(cls, query: QueryDict, ways: Ways) -> ListAddress:
        return cls(
            ways=ways,
            question=_plain(query.get(QUESTION, ""), LONGEST_QUESTION),
            facets={name: values for name in ways.facets if (values := _values(query.getlist(name)))},
            sort=_known(query.get(SORT), ways.sorts),
            days=_known(query.get(DAYS), ways.days),
            page=_page(query.get(PAGE, "")),
            whole=_known(query.get(WHOLE), ["", *ways.facets]),
        )

    @property
    def narrowed(self) -> bool:
        """Whether somebody has asked for less than the list shows by itself."""
        return bool(self.question or self.facets)

    def pairs(self) -> list[tuple[str, str]]:
        """The address's query without what goes without saying."""
        found = [(QUESTION, self.question)] if self.question else []
        found += [(name, value) for name, values in self.facets.items() for value in values]
        if self.ways.days and self.days != self.ways.days[0]:
            found.append((DAYS, self.days))
        if self.sort != self.ways.sorts[0]:
            found.append((SORT, self.sort))
        if self.whole:
            found.append((WHOLE, self.whole))
        return [*found, (PAGE, str(self.page))] if self.page > 1 else found

    def url(self, **extra: str) -> str:
        """The query as a link on the list's own page; a lone `?` is the list as it is by itself."""
        return "?" + urlencode([*self.pairs(), *extra.items()])

    def without(self, name: str, value: str) -> ListAddress:
        left = tuple(one for one in self.facets.get(name, ()) if one != value)
        rest = {key: values for key, values in self.facets.items() if key != name}
        return replace(self, facets={**rest, name: left} if left else rest, page=1)

    def bare(self) -> ListAddress:
        """Without question and facets."""
        return replace(self, question="", facets={}, page=1)

    def sorted_by(self, sort: str) -> ListAddress:
        return replace(self, sort=sort, page=1)

    def with_days(self, days: str) -> ListAddress:
        return replace(self, days=days, page=1)

    def showing_whole(self, facet: str) -> ListAddress:
        return replace(self, whole=facet)

    def on_page(self, page: int) -> ListAddress:
        return replace(self, page=page)

    def is_said_shortest(self, given: Iterable[tuple[str, str]]) -> bool:
        """False where the query has empty fields or says what goes without saying, as a sent form does."""
        own = {QUESTION, DAYS, SORT, PAGE, WHOLE, *self.ways.facets}
        return sorted(pair for pair in given if pair[0] in own) == sorted(self.pairs())


def _plain(text: str, longest: int) -> str:
    return " ".join(text.replace("\x00", " ").split())[:longest].strip()


def _values(given: Iterable[str]) -> tuple[str, ...]:
    found = dict.fromkeys(plain for value in given if (plain := _plain(value, LONGEST_VALUE)))
    return tuple(found)[:MOST_VALUES]


def _known(word: str | None, known: Sequence[str]) -> str:
    return word if word and word in known else next(iter(known), "")


def _page(text: str) -> int:
    return max(int(text), 1) if text.isascii() and text.isdecimal() and len(text) < 7 else 1
