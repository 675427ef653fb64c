"""What awaits a person on My page: the most urgent by itself, the rest as a number with the way to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from portal.core.awaiting import Awaiting, Sort, awaiting
from portal.core.registry import Duty, duties

OF_A_SORT = 3
"""So many of one sort stand by themselves at most, so that one sort never hides the others …"""
IN_ALL = 10
"""… and so many of all sorts."""


@dataclass(frozen=True)
class Rest:
    """So many more of a sort, and where they all stand; “100+” where no more were counted."""

    heading: str | Promise
    number: str
    url: str


@dataclass(frozen=True)
class Awaits:
    """`number` is that of everything that awaits the person."""

    shown: Sequence[Duty]
    rest: Sequence[Rest]
    number: int


def duties_of(user: Any) -> Awaits:
    """What the apps say awaits the person, most overdue first; what has no date comes last."""
    single, sorts = _told(user)
    groups = awaiting(sorts, most=OF_A_SORT)
    found = [(duty, "") for duty in single] + [(duty, one.sort.key) for one in groups for duty in one.duties]
    found.sort(key=lambda pair: pair[0].due or date.max)
    shown = Counter(key for _duty, key in found[:IN_ALL])
    # What is no sort is never many, and is not left out.
    kept = found[:IN_ALL] + [pair for pair in found[IN_ALL:] if not pair[1]]
    return Awaits(
        shown=[duty for duty, _key in kept],
        rest=[_rest(one, more) for one in groups if (more := one.total - shown[one.sort.key])],
        number=len(single) + sum(one.total for one in groups),
    )


def sort_of(user: Any, key: str, *, most: int, start: int) -> Awaiting | None:
    """Those of one sort from `start` on; none where no such awaits the person."""
    _single, sorts = _told(user)
    found = awaiting([sort for sort in sorts if sort.key == key], most=most, start=start)
    return found[0] if found else None


def _told(user: Any) -> tuple[list[Duty], list[Sort]]:
    found = [one for source in duties for one in source(user)]
    return [one for one in found if isinstance(one, Duty)], [one for one in found if isinstance(one, Sort)]


def _rest(group: Awaiting, more: int) -> Rest:
    sort = group.sort
    least = sort.only_counted
    number = f"{least}+" if least and group.total > least else str(more)
    return Rest(sort.heading, number, sort.url or reverse("my_duties", args=[sort.key]))
