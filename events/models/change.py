"""What people did to the dates of the wheel."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from events.models.entry import Entry


class ChangeKind(models.TextChoices):
    FIXED = "fixed", pgettext_lazy("what happened to a date", "fixed")
    MOVED = "moved", pgettext_lazy("what happened to a date", "moved")
    FOLLOWED = "followed", pgettext_lazy("what happened to a date", "followed another date")
    CANCELLED = "cancelled", pgettext_lazy("what happened to a date", "cancelled")
    HELD = "held", pgettext_lazy("what happened to a date", "held")
    ADDED = "added", pgettext_lazy("what happened to a date", "added")


class EntryChange(models.Model):
    """One line of an entry's history. `before` and `after` hold days, times, place and state as ISO texts."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=12, choices=ChangeKind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.kind}"
