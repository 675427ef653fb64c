"""Keeping a file somebody handed in, and taking it away with what it belonged to."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models.signals import post_delete

from portal.core.models import StoredFile
from portal.core.registry import NO_TEXT
from portal.core.rules.upload import Upload
from portal.core.text import Text

OWN_PATH = re.compile(r"([0-9a-f]{2})/\1[0-9a-f]{30}")
"""As `core.models.stored_file.random_path` makes them."""

GRACE = timedelta(days=1)
"""How long a file stays that nothing refers to: what it belongs to may still be on its way."""


def store(upload: Upload, *, by: Any, alt: Text = NO_TEXT, is_example: bool = False) -> StoredFile:
    """Keep a file under a random name, and give its row. A picture shown on a page needs `alt`.

    Where the transaction around it fails, its bytes lie on the disk until `delete_stray_files`.
    """
    row = StoredFile(
        name=upload.name,
        media_type=upload.media_type,
        size=len(upload.content),
        sha256=hashlib.sha256(upload.content).hexdigest(),
        width=upload.width,
        height=upload.height,
        alt=alt,
        made_by=by,
        is_example=is_example,
    )
    row.file.save("", ContentFile(upload.content), save=False)
    row.save()
    return row


def keep_with_owners() -> None:
    """From now on files go with the last object that refers to them, and bytes with their row."""
    post_delete.connect(_after_owner, dispatch_uid="core.stored_file.after_owner")
    post_delete.connect(_after_row, sender=StoredFile, dispatch_uid="core.stored_file.after_row")


def delete_stray_files(now: datetime) -> int:
    """Delete rows nothing has referred to for a day, such as a picture that was exchanged, and bytes without
    a row, such as of a transaction that failed. Gives how many there were.
    """
    old = StoredFile.objects.filter(created_at__lt=now - GRACE)
    stray = [row for row in old.iterator() if not _is_referred_to(row.pk)]
    for row in stray:
        row.delete()
    rowless = list(_bytes_without_row(now - GRACE))
    for path in rowless:
        transaction.on_commit(partial(default_storage.delete, path))
    return len(stray) + len(rowless)


@cache
def _references() -> tuple[tuple[type[models.Model], str], ...]:
    """Every model with a field that refers to a file, and the field's name."""
    fields = (field for model in apps.get_models() for field in model._meta.get_fields())
    keys = (field for field in fields if isinstance(field, models.ForeignKey) and not field.auto_created)
    return tuple((key.model, key.name) for key in keys if key.related_model is StoredFile)


def _is_referred_to(pk: int) -> bool:
    return any(models.QuerySet(model).filter(**{name: pk}).exists() for model, name in _references())


def _after_owner(sender: type[models.Model], instance: models.Model, **_signal: Any) -> None:
    for model, name in _references():
        if model is sender and (pk := getattr(instance, f"{name}_id")) and not _is_referred_to(pk):
            for row in StoredFile.objects.filter(pk=pk):
                row.delete()


def _after_row(instance: StoredFile, **_signal: Any) -> None:
    transaction.on_commit(partial(default_storage.delete, str(instance.file.name)))


def _bytes_without_row(before: datetime) -> Iterator[str]:
    """Paths below the folder of uploads, of those `store` gave. Other files there are not ours to take."""
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.glob("??/*")):
        name = path.relative_to(root).as_posix()
        if not OWN_PATH.fullmatch(name) or path.stat().st_mtime >= before.timestamp():
            continue
        if not StoredFile.objects.filter(file=name).exists():
            yield name
