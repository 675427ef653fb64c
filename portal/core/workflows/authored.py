"""Makes and edits what people write: an address of its own, a history line, nobody's words written over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import F, Model
from django.utils import timezone

from portal.core.models.authored import Authored
from portal.core.models.threaded import everyone
from portal.core.queries.history import EDITED, MADE
from portal.core.rules.slug import free_slug, slug_of
from portal.core.text import Text
from portal.core.workflows.transition import StaleError, note_change

__all__ = ["EDITED", "MADE", "edit", "make", "wait_for_names"]
A = TypeVar("A", bound=Authored)
NAMES = 7_301
"""The advisory lock under which a free address is looked for: two things of one name never collide."""


@transaction.atomic
def make(thing: A, *, by: Any) -> A:
    """Save a new thing under a free slug, as `by`'s, with the first line of its history."""
    wait_for_names(type(thing))
    base = slug_of(str(thing.title))
    things = everyone(type(thing)).filter(slug__startswith=base)
    thing.slug = free_slug(str(thing.title), set(things.values_list("slug", flat=True)))
    thing.made_by = by
    thing.save()
    note_change(thing, MADE, by=by)
    return thing


def wait_for_names(model: type[Authored]) -> None:
    """Let nobody else look for a free address of this kind until the caller's transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [NAMES, model._meta.label])


@transaction.atomic
def edit(thing: A, values: Mapping[str, Any], *, by: Any, seen: int, **data: Any) -> bool:
    """Set the fields in `values` on the version `by` had before them; says whether anything is new.

    The history keeps each changed field before and after, and `data`. `thing` is read anew. Raises
    StaleError.
    """
    rows = everyone(type(thing)).select_for_update(of=("self",)).filter(pk=thing.pk)
    now = rows.get()
    if now.version != seen:
        raise StaleError
    changed = {
        name: (getattr(now, name), value) for name, value in values.items() if getattr(now, name) != value
    }
    if changed or data:
        moment = timezone.now()
        type(thing)._default_manager.filter(pk=thing.pk).update(
            **{name: after for name, (_before, after) in changed.items()},
            version=F("version") + 1,
            updated_at=moment,
        )
        thing.refresh_from_db()
        differences = {name: [_kept(before), _kept(after)] for name, (before, after) in changed.items()}
        note_change(thing, EDITED, by=by, before=now.state, data=differences | data)
    return bool(changed or data)


def _kept(value: Any) -> Any:
    """A value as the history can hold it in JSON: of another row its key, as it outlives names."""
    if isinstance(value, Text):
        return value.as_dict()
    if isinstance(value, Model):
        return value.pk
    return value if value is None or isinstance(value, (bool, int, str, list, dict)) else str(value)
