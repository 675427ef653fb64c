"""Change log kept by the database: who, when, before and after, for every model that a right follows from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pghistory
from django.db import models

M = TypeVar("M", bound=type[models.Model])


def carries_rights(*, fields: list[str] | None = None) -> Callable[[M], M]:
    """Mark a model that rights follow from: triggers log each insert, update and delete, append-only.

    `fields` leaves personal fields out of the log, which nobody can erase.
    """

    def mark(model: M) -> M:
        model.carries_rights = True  # type: ignore[attr-defined]
        track = pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            fields=fields,
            model_name=f"{model.__name__}Event",
            append_only=True,
        )
        return track(model)  # type: ignore[no-any-return]

    return mark
