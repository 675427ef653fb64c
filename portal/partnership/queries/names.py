"""What rows of several models are called, in one query."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, models
from psycopg import sql

from portal.core.fields import TextField
from portal.core.text import Text

Row = tuple[type[models.Model], int]
NAMED_BY = ("name", "title")


def names_of(rows: Iterable[Row]) -> Mapping[Row, str | Text]:
    """The names of those rows that are still there; an empty one where a person has left."""
    wanted: dict[type[models.Model], set[int]] = {}
    for model, number in rows:
        wanted.setdefault(model, set()).add(number)
    models_by_table = {model._meta.db_table: model for model in wanted if _naming(model)}
    if not models_by_table:
        return {}
    branches = [_branch(model) for model in models_by_table.values()]
    values = [sorted(wanted[model]) for model in models_by_table.values()]
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(" UNION ALL ").join(branches).as_string(cursor.connection), values)
        return {
            (models_by_table[table], number): _name(models_by_table[table], name)
            for table, number, name in cursor.fetchall()
        }


def _naming(model: type[models.Model]) -> models.Field[Any, Any] | None:
    fields = {field.name: field for field in model._meta.concrete_fields}
    return next((fields[name] for name in NAMED_BY if name in fields), None)


def _branch(model: type[models.Model]) -> sql.Composable:
    field = _naming(model)
    assert field is not None
    return sql.SQL("SELECT {word}, {key}, {name}::text FROM {table} WHERE {key} = ANY(%s)").format(
        word=sql.Literal(model._meta.db_table),
        key=sql.Identifier(model._meta.pk.column),
        name=sql.Identifier(field.column),
        table=sql.Identifier(model._meta.db_table),
    )


def _name(model: type[models.Model], name: str) -> str | Text:
    return Text.of(json.loads(name)) if isinstance(_naming(model), TextField) else name
