"""What awaits a person, sort by sort: the first of each sort, and how many there are.

However many sorts there are, and however much of each, the database is asked once for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Func, IntegerField, JSONField, QuerySet, Value, Window
from django.utils.functional import Promise

from portal.core.registry import Duty

Said = dict[str, Any]
"""What was read of a row, as JSON has it: texts as objects, days and moments as ISO writes them."""


@dataclass(frozen=True, kw_only=True)
class Sort:
    """Duties of one sort. Either `found` has them all, or `rows` are what they are about.

    `rows` come most urgent first, `said` is what is read of each, and `tell` makes a duty of that. Where
    `only_counted` is set they are not shown, but counted up to that many. `heading` names them where there
    are more than are shown; `url` is the list that has them all, where an app has such a list.
    """

    key: str
    heading: str | Promise
    found: Sequence[Duty] = ()
    rows: QuerySet[Any] | None = None
    said: Mapping[str, Any] = field(default_factory=dict)
    tell: Callable[[Said], Duty] | None = None
    only_counted: int = 0
    url: str = ""


@dataclass(frozen=True)
class Awaiting:
    """Some duties of a sort, in order, and the number of all; `total` may be one above `only_counted`."""

    sort: Sort
    duties: Sequence[Duty]
    total: int


def awaiting(sorts: Iterable[Sort], *, most: int, start: int = 0) -> list[Awaiting]:
    """Of each sort that has any, those from `start` on, at most so many. One query at most."""
    asked = list(sorts)
    read = _read([one for one in asked if one.rows is not None], most, start)
    return [one for one in (_awaiting(sort, read, most, start) for sort in asked) if one.total]


def told(found: Iterable[Duty | Sort], *, most: int) -> list[Duty]:
    """The duties among `found`, and the first of each sort, at most so many."""
    given = list(found)
    sorts = awaiting([one for one in given if isinstance(one, Sort)], most=most)
    return [one for one in given if isinstance(one, Duty)] + [duty for one in sorts for duty in one.duties]


def _awaiting(sort: Sort, read: Mapping[str, Sequence[tuple[Said, int]]], most: int, start: int) -> Awaiting:
    if sort.rows is None:
        return Awaiting(sort, sort.found[start : start + most], len(sort.found))
    rows = read.get(sort.key, ())
    if sort.only_counted or sort.tell is None:
        return Awaiting(sort, (), len(rows))
    return Awaiting(sort, [sort.tell(said) for said, _total in rows], rows[0][1] if rows else 0)


def _read(sorts: Sequence[Sort], most: int, start: int) -> dict[str, list[tuple[Said, int]]]:
    """By the key of the sort what is read of each row, and how many rows there are in all."""
    asked = [_part(number, sort, most, start) for number, sort in enumerate(sorts)]
    found: dict[str, list[tuple[Said, int]]] = {}
    if asked:
        for number, said, total in asked[0].union(*asked[1:], all=True):
            sort = sorts[number]
            read = dict(zip(sort.said, said, strict=False))
            found.setdefault(sort.key, []).append((read, total))
    return found


def _part(number: int, sort: Sort, most: int, start: int) -> QuerySet[Any, Any]:
    assert sort.rows is not None, "sorts that are found already are not asked for"
    which = Value(number, output_field=IntegerField())
    if sort.only_counted:
        counted = sort.rows.order_by().values_list(which, _together(), Value(0, output_field=IntegerField()))
        return counted[: sort.only_counted + 1]
    rows = sort.rows.values_list(which, _together(*sort.said.values()), Window(Count("*")))
    return rows[start : start + most]


def _together(*said: Any) -> Func:
    """In one column, so that parts that read different things fit below one another."""
    return Func(*said, function="jsonb_build_array", output_field=JSONField())
