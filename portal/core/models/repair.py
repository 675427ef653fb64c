"""A write the page cache has not been told of."""

from __future__ import annotations

from django.db import models


class CacheRepair(models.Model):
    """Left by a writer that could not reach Redis; whoever opens the page cache settles it."""

    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.at)
