"""Who has looked into what is closed."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models


class Reading(models.Model):
    """Somebody looked into a closed thing that is not theirs. Rows are never changed and never removed.

    `kind` and `object_key` name the thing; `why` is the word of the right it was opened by.
    """

    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=50)
    object_key = models.CharField(max_length=120)
    why = models.CharField(max_length=50)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["-at", "-id"], name="reading_newest")]
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_key}"
