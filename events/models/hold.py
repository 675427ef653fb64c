"""Reminders somebody has held back before they fell due."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from events.models.entry import Entry


class ReminderHold(models.Model):
    """One coming reminder that shall not be sent; `occurrence` is that of `DueReminder`."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="holds")
    occurrence = models.CharField(max_length=80)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "occurrence"], name="one_hold_per_reminder")
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.occurrence}"
