"""What the partnership works with."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from portal.core.fields import TextField


class Theme(models.Model):
    """A field of work that needs, tasks, projects and results are sorted under, by its key."""

    key = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    name = TextField()

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return str(self.name)
