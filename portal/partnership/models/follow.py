"""What somebody follows."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from portal.partnership.models.person import User


class Follow(models.Model):
    """Somebody wants to hear of one thing. `kind` is registered in `portal.core.registry.followables`."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="follows")
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=120)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "kind", "key"], name="follows_a_thing_once")
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "key"], name="followers_of")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
