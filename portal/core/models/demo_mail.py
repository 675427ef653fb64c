"""A mail the demo kept instead of sending it."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from django.db import models
from django.urls import reverse


@dataclass(frozen=True)
class Attachment:
    """A file that came with a mail."""

    name: str
    content_type: str
    content: bytes


class DemoMail(models.Model):
    """What would have left for the recipients; `files` holds the attachments, base64 in JSON."""

    created_at = models.DateTimeField(auto_now_add=True)
    sender = models.CharField(max_length=320)
    recipients = models.TextField()
    subject = models.CharField(max_length=500)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    files = models.JSONField(default=list)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["-created_at", "-id"], name="demo_mail_newest")]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("demo_mail", args=[self.pk])

    @property
    def lang(self) -> str:
        """The language it is written in, where the mail says so."""
        return str(self.headers.get("Content-Language", ""))

    @property
    def attachments(self) -> list[Attachment]:
        return [
            Attachment(file["name"], file["type"], base64.b64decode(file["content"])) for file in self.files
        ]
