"""Rows that come as JSON within another row, so that a page with many parts is read at once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from django.db import models
from django.db.models import Field

M = TypeVar("M", bound=models.Model)


def row_of(model: type[M], said: Mapping[str, Any]) -> M:
    """The object whose columns are `said`, by name; what a foreign key leads to may be said within.

    What was not said is read from the database when it is asked for.
    """
    columns, joined = _columns(model), _joined(model)
    own = [name for name in columns if name in said]
    row = model.from_db(None, own, [columns[name].to_python(said[name]) for name in own])
    for name, other in joined.items():
        if name in said:
            inner = said[name]
            setattr(row, name, row_of(other, inner) if inner and inner["id"] is not None else None)
    return row


def keep_rows(thing: models.Model, name: str, rows: list[Any]) -> None:
    """Let `thing.name.all()` give these rows, as prefetching them does."""
    found = getattr(thing, name).get_queryset()
    found._result_cache = rows  # noqa: SLF001  (as Django's own prefetching does)
    found._prefetch_done = True  # noqa: SLF001
    vars(thing).setdefault("_prefetched_objects_cache", {})[name] = found


@cache
def _columns(model: type[models.Model]) -> Mapping[str, Field[Any, Any]]:
    return {field.attname: field for field in model._meta.concrete_fields}


@cache
def _joined(model: type[models.Model]) -> Mapping[str, type[models.Model]]:
    return {
        field.name: field.related_model
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and isinstance(field.related_model, type)
    }
