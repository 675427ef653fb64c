"""Where apps say what their logged things and fields are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise

from portal.core.registry import Registry
from portal.core.web_role.tables import event_models

Words = str | Promise


@dataclass(frozen=True, kw_only=True)
class LoggedThing:
    """A model with rights as the change log tells of it.

    `called` is the kind of thing in lower case. `titled` names the fields that tell one such thing from
    another; the thing's own name, where its log keeps none, is `self`. `fields` are its fields in words.
    `people` are the fields with the person a change is about, which is not always all people in it.
    """

    model: type[models.Model]
    called: Words
    titled: tuple[str, ...]
    fields: Mapping[str, Words]
    people: tuple[str, ...] = ()

    @property
    def events(self) -> type[models.Model]:
        """The model of its log."""
        return next(
            events
            for events in event_models()
            if events.pgh_tracked_model is self.model  # type: ignore[attr-defined]
        )

    def logged_fields(self) -> Iterator[models.Field[object, object]]:
        """What its log keeps, but for the number of the row, in the order people read it."""
        kept = {field.name for field in self.events._meta.concrete_fields}
        order = list(self.fields)
        found = [
            field
            for field in self.model._meta.concrete_fields
            if field.name in kept and not field.primary_key
        ]
        return iter(sorted(found, key=lambda f: order.index(f.name) if f.name in order else len(order)))

    def points_to(self, model: type[models.Model]) -> Iterator[str]:
        """The columns of its log that lead to a row of `model`."""
        for field in self.logged_fields():
            if field.related_model is model:
                yield field.column


logged_things: Registry[LoggedThing] = Registry("logged things")
"""By the word that stands for the kind of thing in addresses."""
