"""Which tables only grow, told by the models themselves."""

from __future__ import annotations

from collections.abc import Iterable

import pgtrigger
from django.apps import apps
from django.db import models


def log_tables() -> set[str]:
    """Written by triggers alone: the change log of each model with rights, and who did what in one go."""
    context = apps.get_model("pghistory", "Context")
    return {context._meta.db_table, *(model._meta.db_table for model in event_models())}


def event_models() -> list[type[models.Model]]:
    """The models of the change log. (Those of `pghistory.models` that read it all at once have no table.)"""
    return [
        model
        for model in apps.get_models()
        if getattr(model, "pgh_tracked_model", None) is not None and model._meta.managed
    ]


def append_only_tables(candidates: Iterable[type[models.Model]] | None = None) -> set[str]:
    """Tables a row of which is never changed or removed: their triggers forbid both."""
    chosen = apps.get_models() if candidates is None else candidates
    return {model._meta.db_table for model in chosen if _only_grows(model)}


def _only_grows(model: type[models.Model]) -> bool:
    both = (pgtrigger.Update | pgtrigger.Delete).operations
    protected: set[object] = set()
    for trigger in getattr(model._meta, "triggers", ()):
        if isinstance(trigger, pgtrigger.Protect) and trigger.condition is None:
            protected |= set(getattr(trigger.operation, "operations", [trigger.operation]))
    return set(both) <= protected
