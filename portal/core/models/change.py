"""The history of things with a thread: who did what, when, and why."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from portal.core.models.thread import Thread


class ThreadChange(models.Model):
    """One line of a thing's history, written in the transaction of what it tells.

    `action` is that of its table of transitions, or `made` or `edited`; `before` and `after` are states.
    `note` is the reason somebody gave, `data` what else is worth keeping: for an edit, each field's value
    before and after. `by` is empty for what the portal did by itself.
    """

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="changes")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    action = models.CharField(max_length=30)
    before = models.CharField(max_length=30, blank=True)
    after = models.CharField(max_length=30, blank=True)
    note = models.TextField(blank=True)
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["thread", "-at"], name="changes_of_a_thread")]

    def __str__(self) -> str:
        return f"{self.thread_id} {self.action}"
