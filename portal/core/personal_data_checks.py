"""`manage.py check` refuses a field that can hold personal data and is not classed in the register."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.postgres.fields import ArrayField
from django.core.checks import CheckMessage, Error, register
from django.db import models

from portal.core.fields import TextField
from portal.core.personal_data import Stay, impersonal, personal_data, registered_fields
from portal.core.retention import retention_rules

Model = type[models.Model]
Field: TypeAlias = "models.Field[Any, Any]"

FREE = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.GenericIPAddressField,
    models.FileField,
    models.BinaryField,
    ArrayField,
)
ALWAYS = (models.EmailField, models.GenericIPAddressField, models.ImageField)
SOUNDS = re.compile(
    r"(^|_)(name|surname|nickname|username|phone|mobile|tel|photo|portrait|picture|image|avatar|orcid|birth\w*|born"
    r"|gender|address|contact|person|author|by|ip|agent|e?mail|pid|ssn)(_|$)"
)
BOOKKEEPING = {"id", "pgh_id", "pgh_created_at", "pgh_label", "pgh_context"}
"""What pghistory adds to every event, told by the line for the change log, and the key of what was
changed.
"""


@register("personal_data")
def check_personal_data(**_asked: Any) -> list[CheckMessage]:
    """Every field is classed, and the register speaks of nothing that isn't there."""
    found = list(apps.get_models(include_auto_created=True))
    return [*unclassed(found), *unknown(found), *unenforced(), *logged(found)]


def unclassed(candidates: Iterable[Model]) -> Iterator[CheckMessage]:
    """Fields that can hold personal data and are neither registered nor declared to be about no person."""
    registered = registered_fields()
    for model in stored(candidates):
        for field in to_class(model):
            label = f"{model._meta.label}.{field.name}"
            if label not in registered and not _declared(model, field):
                yield Error(
                    f"{label} is not in the register of personal data.",
                    hint=_hint(field),
                    id="personal_data.E001",
                )


def stored(candidates: Iterable[Model]) -> Iterator[Model]:
    """Those with a table of their own."""
    return (model for model in candidates if model._meta.managed and not model._meta.proxy)


def to_class(model: Model) -> Iterator[Field]:
    """Free texts, addresses and files anywhere; everything beside the key in what is tied to a person."""
    tied = is_tied(model)
    for field in model._meta.concrete_fields:
        if isinstance(field, models.AutoField) or (field.name in BOOKKEEPING and _tracked(model)):
            continue
        if tied or _always(field) or (isinstance(field, FREE) and not field.choices):
            yield field


def is_tied(model: Model) -> bool:
    """It is the user, or has a key to the user."""
    return model is get_user_model() or any(_points_to_user(field) for field in model._meta.concrete_fields)


def _points_to_user(field: Field) -> bool:
    return field.related_model is get_user_model()


def _always(field: Field) -> bool:
    return isinstance(field, ALWAYS) or _points_to_user(field)


def _suspicious(field: Field) -> bool:
    """Sounds like a person, or is a file; what is named in three languages is a thing."""
    if isinstance(field, models.FileField):
        return True
    if field.choices or (isinstance(field, TextField) and field.name == "name"):
        return False
    return isinstance(field, FREE) and SOUNDS.search(field.name) is not None


def _declared(model: Model, field: Field) -> bool:
    if _always(field):
        return False
    if f"{model._meta.label}.{field.name}" in impersonal:
        return True
    return model._meta.label in impersonal and not is_tied(model) and not _suspicious(field)


def _hint(field: Field) -> str:
    where = "Register it in the app's personal_data.py: what, why, on what basis, for how long"
    if _always(field):
        return f"{where}."
    if _suspicious(field):
        return f"{where}; or declare this very field to be about no person, with the reason."
    return f"{where}; or declare its model, or the field, to be about no person, with the reason."


def unknown(candidates: Sequence[Model]) -> Iterator[CheckMessage]:
    models_there = {model._meta.label for model in candidates}
    there = models_there | {
        f"{model._meta.label}.{field.name}" for model in candidates for field in model._meta.concrete_fields
    }
    for label in [*registered_fields(), *(key for key, _because in impersonal.items())]:
        if label not in there:
            yield Error(
                f"The register of personal data speaks of {label}, which is not there.",
                id="personal_data.E002",
            )


def unenforced() -> Iterator[CheckMessage]:
    for key, line in personal_data.items():
        if not isinstance(line.ends, Stay) and line.ends not in retention_rules:
            yield Error(
                f"“{key}” in the register of personal data ends by the rule “{line.ends}”, which"
                f" nobody has registered.",
                id="personal_data.E003",
            )


def logged(candidates: Iterable[Model]) -> Iterator[CheckMessage]:
    """The change log can't be erased: of people it holds keys, days and choices, never words or addresses."""
    for model in stored(candidates):
        if not _tracked(model):
            continue
        tied = is_tied(model) or is_tied(model.pgh_tracked_model)  # type: ignore[attr-defined]
        for field in model._meta.concrete_fields:
            if field.name not in BOOKKEEPING and tied and isinstance(field, FREE) and not field.choices:
                yield Error(
                    f"{model._meta.label}.{field.name} puts a person's words into the change"
                    f" log, which nobody can erase.",
                    hint="Leave it out: carries_rights(fields=[…]).",
                    id="personal_data.E004",
                )


def _tracked(model: Model) -> bool:
    return hasattr(model, "pgh_tracked_model")
