"""What somebody has begun to write in a form and not sent."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

DONE = "done:"
"""What `form` begins with in a row about a copy of a form; the copy's key follows."""


class FormDraft(models.Model):
    """The answers of one person in one form, as they were typed. `form` names the form and what it is about.

    Nobody but its writer reads it. It goes when the form is sent, or by itself after a while. Beside the
    drafts there is a row for each copy of a form, that is a page it was written on, that has been sent or
    thrown away, so that what is still on its way from that page keeps nothing and sends nothing twice.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=300)
    answers = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "form"], name="one_draft_for_each_form")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.form}"
