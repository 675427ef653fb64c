"""What the nightly enforcement of retention did."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class RetentionRun(models.Model):
    """One rule on one night: how many rows it touched, and the name of what went wrong."""

    at = models.DateTimeField()
    rule = models.CharField(max_length=60)
    touched = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "rule"]
        indexes: ClassVar = [models.Index(fields=["-at"], name="retention_newest")]

    def __str__(self) -> str:
        return self.rule
