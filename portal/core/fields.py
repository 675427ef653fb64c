"""Model fields of the house."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from portal.core.text import LANGUAGES, Text

READ_ALREADY = 4096
"""Texts kept as they were read: the same ones stand in list after list."""


@lru_cache(maxsize=READ_ALREADY)
def _text_of(raw: str) -> Text:
    return Text.of(json.loads(raw) or {})


class TextField(models.JSONField):
    """Stores a `Text` as JSON: `{"nb": "…", "nn": "…", "en": "…"}`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Text)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Text:
        return Text() if value is None else _text_of(value)

    def to_python(self, value: Any) -> Text:
        if isinstance(value, Text):
            return value
        if value is None:
            return Text()
        if not isinstance(value, dict) or not set(value) <= set(LANGUAGES):
            raise ValidationError("Expected a text per language: nb, nn, en.")
        return Text.of(value)

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(value.as_dict() if isinstance(value, Text) else value or {})

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return super().get_db_prep_value(
            value.as_dict() if isinstance(value, Text) else value, connection, prepared
        )

    def value_to_string(self, obj: models.Model) -> Any:
        value = self.value_from_object(obj)
        return value.as_dict() if isinstance(value, Text) else value
