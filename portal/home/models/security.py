"""Whom to tell about a weakness in the portal."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class SecurityContact(models.Model):
    """What `/.well-known/security.txt` says, as the partnership's file has it.

    `contact` and `policy` are addresses with their scheme; `expires` is the Oslo day its word ends.
    """

    only = models.BooleanField(default=True, editable=False)
    contact = models.CharField(max_length=300)
    expires = models.DateField()
    policy = models.URLField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["only"], name="one_security_contact"),
            models.CheckConstraint(condition=models.Q(only=True), name="one_security_contact_is_only"),
        ]

    def __str__(self) -> str:
        return self.contact
