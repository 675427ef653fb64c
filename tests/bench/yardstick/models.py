"""What the search looks through. The table is made by `tests.bench.yardstick.fill`, not by a migration."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.search import SearchVectorField
from django.db import models


class Article(models.Model):
    title = models.CharField(max_length=200)
    summary = models.TextField()
    published = models.DateField()
    search = SearchVectorField()

    objects: ClassVar[models.Manager[Article]] = models.Manager()

    class Meta:
        app_label = "yardstick"
        db_table = "yardstick_article"
        managed = False
