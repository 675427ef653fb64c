"""Fills the portal with invented objects of every kind, as many as one likes."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from enum import Enum
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.postgres.search import SearchVectorField
from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction
from django.utils import timezone

from portal.core.clock import today
from portal.core.fill import Filler, fillers
from portal.core.models.thread import Relation, Thread, ThreadLink
from portal.core.models.threaded import kind_of, put
from portal.core.rules.prose import Phrases, Prose
from portal.core.workflows.thread import compact_counts
from portal.core.workflows.words import note_words

TEXTS = Path("partnerships") / "filling" / "texts.toml"
BATCH = 5000
MANY = 5_000
"""From so many on, the search indexes are made anew afterwards: that is faster than keeping them."""
PLAIN = (
    models.CharField, models.BooleanField, models.IntegerField, models.ForeignKey, models.TimeField,
    models.UUIDField,
)  # fmt: skip
LINKED = 0.2
"""The part of the objects that led to the next one made."""


def read_phrases() -> Phrases:
    """The phrases the texts are put together from."""
    return tomllib.loads((Path(settings.BASE_DIR) / TEXTS).read_text(encoding="utf-8"))


@transaction.atomic
def fill(number: int, *, seed: int = 0, told: Callable[[int], None] = lambda _made: None) -> int:
    """Make `number` objects in the registered shares; gives how many were made, and tells `told` on the way.

    All or nothing, and while it runs nobody else can read threads: it is for a demo and for measuring.
    The same seed gives the same texts.
    """
    prose, day, began = Prose(read_phrases(), seed), today(), timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else a million checks wait for the commit
    made = 0
    with _search_indexes_aside(number):
        for filler, count in _shared_out(number):
            for start in range(0, count, BATCH):
                threads = _make(filler, min(BATCH, count - start), prose, day, began)
                _link(threads, prose, began)
                made += len(threads)
                told(made)
    compact_counts()
    note_words(began - timedelta(seconds=1))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return made


def _shared_out(number: int) -> Iterator[tuple[Filler, int]]:
    """How many each filler makes; what is left over by rounding is the last one's."""
    known = list(fillers)
    whole, left = sum(filler.share for filler in known), number
    for filler in known[:-1]:
        part = number * filler.share // whole
        left -= part
        yield filler, part
    if known:
        yield known[-1], left


def _make(filler: Filler, count: int, prose: Prose, day: date, now: datetime) -> list[Thread]:
    """Make a batch. Its keys are drawn beforehand, so that an object can tell its thread at once."""
    objects = [filler.make(prose, day) for _ in range(count)]
    if not objects:
        return []
    kind = kind_of(type(objects[0]))
    threads = []
    for obj, pk, thread_pk in zip(
        objects, _draw_keys(type(objects[0]), count), _draw_keys(Thread, count), strict=True
    ):
        obj.pk = pk
        thread = Thread(pk=thread_pk, kind=kind.key, changed_at=now)
        put(thread, kind.tell(obj))
        thread.set_title_key()
        obj.thread = thread
        threads.append(thread)
    copy_in(Thread, threads)
    copy_in(type(objects[0]), objects)
    return threads


def _draw_keys(model: type[models.Model], count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, model._meta.pk.column, count],
        )
        return [key for (key,) in cursor.fetchall()]


def copy_in(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Write rows that have their keys with COPY; triggers and constraints see them, signals don't."""
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, SearchVectorField)]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    sql = f"COPY {connection.ops.quote_name(model._meta.db_table)} ({columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(sql) as copy:
        known = [(field, str(field.attname), isinstance(field, PLAIN)) for field in fields]
        for row in rows:
            copy.write_row([_value(row, *each) for each in known])


def _value(row: models.Model, field: models.Field[Any, Any], name: str, plain: bool) -> Any:
    """As the database takes it; plain values pass Django by, which costs most here."""
    if not plain:
        return field.get_db_prep_save(field.pre_save(row, add=True), connections[DEFAULT_DB_ALIAS])
    value = getattr(row, name)
    return value.value if isinstance(value, Enum) else value


def _link(threads: Sequence[Thread], prose: Prose, at: datetime) -> None:
    """Some objects led to the next one."""
    pairs = [pair for pair in pairwise(threads) if prose.random.random() < LINKED]
    links = [
        ThreadLink(earlier=earlier, later=later, relation=Relation.BECAME, at=at) for earlier, later in pairs
    ]
    for link, pk in zip(links, _draw_keys(ThreadLink, len(links)), strict=True):
        link.pk = pk
    if links:
        copy_in(ThreadLink, links)


@contextmanager
def _search_indexes_aside(number: int) -> Iterator[None]:
    """Drop the threads' GIN indexes while very much is written, and make them anew."""
    found: list[tuple[str, str]] = []
    with connection.cursor() as cursor:
        if number >= MANY:
            cursor.execute(
                "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()"
                " AND tablename = %s AND indexdef LIKE '%%USING gin%%'",
                [Thread._meta.db_table],
            )
            found = cursor.fetchall()
        for name, _definition in found:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
        yield
        for _name, definition in found:
            cursor.execute(definition)
