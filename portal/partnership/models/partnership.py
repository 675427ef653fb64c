"""The partnership itself, and the time of year when it stands still."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from portal.core.fields import TextField


class Partnership(models.Model):
    """The one partnership this installation serves, as its file describes it."""

    only = models.BooleanField(default=True, editable=False)
    key = models.SlugField(max_length=40)
    name = TextField()
    short_name = models.CharField(max_length=60)
    tagline = TextField()
    audience = TextField()
    about = TextField()
    email = models.EmailField()
    website = models.URLField(blank=True)
    labels = models.JSONField(default=dict)
    reporting_months = models.PositiveSmallIntegerField(default=6)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["only"], name="one_partnership"),
            models.CheckConstraint(condition=models.Q(only=True), name="one_partnership_is_only"),
        ]

    def __str__(self) -> str:
        return str(self.name)


class QuietPeriod(models.Model):
    """A stretch of the year when promises to answer stand still: weeks, dates or days around Easter."""

    key = models.SlugField(max_length=40, unique=True)
    name = TextField()
    definition = models.JSONField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.key
