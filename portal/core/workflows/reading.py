"""Writes down who looked into what is closed."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from portal.core.models import Reading


def note_reading(*, by: Any, kind: str, object_key: object, why: str) -> None:
    """Leave a row, for good, that `by` looked into a closed thing that is not theirs; in your transaction.

    `kind` and `object_key` name the thing, `why` the right it was opened by (such as “administrator”). All
    three are words and numbers of the portal's own: never names, and nothing that people wrote.
    """
    Reading.objects.create(at=timezone.now(), by=by, kind=kind, object_key=str(object_key)[:120], why=why)
