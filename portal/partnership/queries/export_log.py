"""What the change log has on a person: changes to what is theirs, and changes they made."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Model, Q

from portal.partnership.models import User

KEPT_BY_THE_LOG = ("pgh_id", "pgh_obj", "pgh_context", "pgh_created_at", "pgh_label")


def log_export(user: Any) -> list[dict[str, Any]]:
    """In order of time. One query for each kind of thing that is logged."""
    found = [line for model in _logs() for line in _lines(model, user)]
    return sorted(found, key=lambda line: line["at"])


def _logs() -> list[type[Model]]:
    return [model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")]


def _lines(model: type[Model], user: User) -> list[dict[str, Any]]:
    theirs = Q(pgh_context__metadata__user=user.pk)
    for field in model._meta.concrete_fields:
        if field.related_model is User:
            theirs |= Q(**{field.name: user})
    kept = [field.name for field in model._meta.concrete_fields if field.name not in KEPT_BY_THE_LOG]
    rows = model._default_manager.filter(theirs).values(
        "pgh_created_at", "pgh_label", "pgh_context__metadata__user", *kept
    )
    return [_line(model, user, row) for row in rows]


def _line(model: type[Model], user: User, row: dict[str, Any]) -> dict[str, Any]:
    """Who else changed something is not told: that is about them."""
    by = row.pop("pgh_context__metadata__user")
    tracked = getattr(model, "pgh_tracked_model")  # noqa: B009  (pghistory sets it, and its stubs don't say so)
    return {
        "thing": tracked._meta.label,
        "what": row.pop("pgh_label"),
        "at": row.pop("pgh_created_at"),
        "you_did_it": by == user.pk,
        "then": row,
    }
