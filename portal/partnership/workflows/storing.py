"""Makes the rows of one model match a section of the file."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import ProtectedError

from portal.partnership.workflows.reading import PartnershipFileError, Root

Rows = dict[str, dict[str, Any]]


def store(root: Root, model: type[models.Model], where: str, rows: Rows) -> dict[str, Any]:
    """Make the rows of `model` those of the file, by key. What left the file goes when all of it is read.

    A row that did not change is not written.
    """
    manager = model._default_manager
    present: dict[str, Any] = {row.key: row for row in manager.all()}  # type: ignore[attr-defined]
    kept: dict[str, Any] = {}
    for position, (key, given) in enumerate(rows.items()):
        values = _with_position(model, given, position)
        row = present.get(key)
        if row is None:
            kept[key] = manager.create(key=key, **values)
            continue
        changed = [name for name, value in values.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, values[name])
        if changed:
            row.save(update_fields=changed)
        kept[key] = row
    root.leaving += [(f"{where}.{key}", row) for key, row in present.items() if key not in kept]
    return kept


def remove_leaving(root: Root) -> None:
    """Delete what is no longer in the file, what hangs on something before what it hangs on.

    Raises PartnershipFileError when a row is in use by something the file does not own, such as a seat held.
    """
    for where, row in reversed(root.leaving):
        try:
            row.delete()
        except ProtectedError as error:
            first = next(iter(error.protected_objects))
            raise PartnershipFileError(
                where,
                f"expected to find it, since {first._meta.verbose_name} “{first}” hangs on it. "
                "Put it back, or move that first",
            ) from None


def _with_position(model: type[models.Model], values: dict[str, Any], position: int) -> dict[str, Any]:
    names = {field.name for field in model._meta.get_fields()}
    return {"position": position} | values if "position" in names else values
