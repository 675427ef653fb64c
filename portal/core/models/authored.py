"""The base of what people write on the portal: needs, tasks, projects, results."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from portal.core.fields import TextField
from portal.core.models.threaded import Threaded


class Authored(Threaded):
    """Something with a title, a summary in plain words, and a state.

    What a person wrote has one language, and a second one only where somebody translated it. `version` rises
    with every change, so that a form knows whether it is stale; `moved_at` is when anything last happened
    that its readers care about. `themes` are keys of the partnership's themes.
    """

    slug = models.SlugField(max_length=80, unique=True)
    title = TextField()
    summary = TextField()
    themes = ArrayField(models.SlugField(max_length=40), default=list, blank=True)
    state = models.CharField(max_length=20)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_example = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    moved_at = models.DateTimeField(default=timezone.now)

    class Meta(Threaded.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        """Its page in the reader's language. Reads its thread."""
        return self.thread.get_absolute_url()

    @property
    def facets_of_themes(self) -> tuple[str, ...]:
        return tuple(f"tema:{theme}" for theme in self.themes)

    def is_stale(self, seen: Any) -> bool:
        """Whether somebody changed it since the `version` that was seen."""
        return str(seen) != str(self.version)
