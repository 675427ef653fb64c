"""The change log of all logged things, newest first, a page at a time: one query, however long the log is."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db import connection
from psycopg import sql

from portal.core.clock import at
from portal.partnership.change_log.things import LoggedThing, logged_things
from portal.partnership.models import User

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Place:
    """Where a page ends: the last change on it."""

    at: datetime
    kind: str
    number: int


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which changes are asked for. Days are Oslo days, both included; no answer to a question is all.

    `thing` is a kind and a number, and brings the changes of what hangs on the thing as well. `about` and
    `by` are people: those the change is about, and those who made it.
    """

    kind: str = ""
    thing: tuple[str, int] | None = None
    about: Collection[int] | None = None
    by: Collection[int] | None = None
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True)
class Change:
    """One line of the log: a row as it was and as it became, as the database writes them in JSON."""

    kind: str
    number: int
    at: datetime
    label: str
    row: int
    who: Values | None
    before: Values | None
    after: Values

    @property
    def place(self) -> Place:
        return Place(self.at, self.kind, self.number)


class _Question:
    """Puts a statement together; what people wrote goes beside it as parameters."""

    def __init__(self, asked: Asked, after: Place | None, limit: int) -> None:
        self.asked, self.after, self.limit = asked, after, limit
        self.values: list[Any] = []

    def value(self, value: Any) -> sql.Composable:
        self.values.append(value)
        return sql.SQL("%s")

    def kinds(self) -> list[tuple[str, LoggedThing]]:
        return [item for item in logged_things.items() if self.asked.kind in ("", item[0])]

    def branch(self, kind: str, thing: LoggedThing) -> sql.Composable | None:
        """The newest lines of one kind of thing; none where it can hold nothing of what is asked for."""
        conditions = list(self.conditions(kind, thing))
        if None in conditions:
            return None
        return sql.SQL(
            "(SELECT {kind}::text AS kind, e.pgh_id, e.pgh_created_at, e.pgh_label, e.pgh_obj_id,"
            " e.pgh_context_id FROM {table} e WHERE {where}"
            " ORDER BY e.pgh_created_at DESC, e.pgh_id DESC LIMIT {limit})"
        ).format(
            kind=sql.Literal(kind),
            table=sql.Identifier(thing.events._meta.db_table),
            where=sql.SQL(" AND ").join([sql.SQL("TRUE"), *(one for one in conditions if one)]),
            limit=sql.Literal(self.limit),
        )

    def conditions(self, kind: str, thing: LoggedThing) -> Iterator[sql.Composable | None]:
        asked = self.asked
        if asked.thing:
            yield self.is_or_hangs_on(thing, *asked.thing)
        if asked.about is not None:
            yield self.is_one_of(thing.people, thing, asked.about)
        if asked.by is not None:
            yield sql.SQL("e.pgh_context_id IN (SELECT id FROM doers)")
        if asked.first_day:
            yield sql.SQL("e.pgh_created_at >= {}").format(self.value(at(asked.first_day, time())))
        if asked.last_day:
            end = at(asked.last_day + timedelta(days=1), time())
            yield sql.SQL("e.pgh_created_at < {}").format(self.value(end))
        if self.after:
            yield self.comes_after(kind, self.after)

    def is_or_hangs_on(self, thing: LoggedThing, kind: str, number: int) -> sql.Composable | None:
        target = logged_things.get(kind)
        if target.model is User:
            return self.is_one_of(thing.people, thing, [number])
        columns = ["pgh_obj_id"] if thing is target else list(thing.points_to(target.model))
        return self.any_of(columns, [number])

    def is_one_of(
        self, fields: Collection[str], thing: LoggedThing, people: Collection[int]
    ) -> sql.Composable | None:
        columns = {field.name: field.column for field in thing.events._meta.concrete_fields}
        return self.any_of([columns[name] for name in fields], people)

    def any_of(self, columns: Collection[str], numbers: Collection[int]) -> sql.Composable | None:
        if not columns:
            return None
        each = [
            sql.SQL("e.{} = ANY({})").format(sql.Identifier(column), self.value(list(numbers)))
            for column in columns
        ]
        return sql.SQL("({})").format(sql.SQL(" OR ").join(each))

    def comes_after(self, kind: str, place: Place) -> sql.Composable:
        """Of changes at the same moment, kinds stand in the order of their words, newest lines first."""
        if kind == place.kind:
            return sql.SQL("(e.pgh_created_at, e.pgh_id) < ({}, {})").format(
                self.value(place.at), self.value(place.number)
            )
        sign = sql.SQL("<=" if kind > place.kind else "<")
        return sql.SQL("e.pgh_created_at {} {}").format(sign, self.value(place.at))

    def whole(self) -> sql.Composable | None:
        context = sql.Identifier(apps.get_model("pghistory", "Context")._meta.db_table)
        doers: sql.Composable = sql.SQL("")
        if self.asked.by is not None:
            doers = sql.SQL(
                "doers AS MATERIALIZED (SELECT id FROM {} WHERE metadata->>'user' = ANY({})), "
            ).format(context, self.value([str(number) for number in self.asked.by]))
        branches = [found for kind, thing in self.kinds() if (found := self.branch(kind, thing))]
        if not branches:
            return None
        return sql.SQL(
            "WITH {doers} page AS (SELECT * FROM ({branches}) u"
            ' ORDER BY pgh_created_at DESC, kind COLLATE "C", pgh_id DESC LIMIT {limit})'
            " SELECT p.kind, p.pgh_id, p.pgh_created_at, p.pgh_label, p.pgh_obj_id,"
            " (SELECT c.metadata FROM {context} c WHERE c.id = p.pgh_context_id), CASE p.kind {before} END,"
            " CASE p.kind {after} END FROM page p"
            ' ORDER BY p.pgh_created_at DESC, p.kind COLLATE "C", p.pgh_id DESC'
        ).format(
            doers=doers,
            branches=sql.SQL(" UNION ALL ").join(branches),
            limit=sql.Literal(self.limit),
            context=context,
            before=_each_kind(BEFORE),
            after=_each_kind(AFTER),
        )


AFTER = "WHEN {kind} THEN (SELECT to_jsonb(e) FROM {table} e WHERE e.pgh_id = p.pgh_id)"
BEFORE = (
    "WHEN {kind} THEN (SELECT to_jsonb(b) FROM {table} b WHERE b.pgh_obj_id = p.pgh_obj_id"
    " AND b.pgh_id < p.pgh_id ORDER BY b.pgh_id DESC LIMIT 1)"
)


def _each_kind(template: str) -> sql.Composable:
    return sql.SQL(" ").join(
        sql.SQL(template).format(kind=sql.Literal(kind), table=sql.Identifier(thing.events._meta.db_table))
        for kind, thing in logged_things.items()
    )


def read_changes(asked: Asked, *, after: Place | None = None, limit: int) -> list[Change]:
    """The newest `limit` changes, or those that come after a place in the log."""
    question = _Question(asked, after, limit)
    statement = question.whole()
    if statement is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(cursor.connection), question.values)
        return [Change(*_parsed(row)) for row in cursor.fetchall()]


def _parsed(row: tuple[Any, ...]) -> tuple[Any, ...]:
    *plain, who, before, after = row
    return (*plain, *(text and json.loads(text) for text in (who, before, after)))


def people_named(words: str, *, most: int = 200) -> list[int]:
    """The people with these words in their name. Those who have left have none."""
    return list(User.objects.filter(name__icontains=words).values_list("pk", flat=True)[:most])
