from __future__ import annotations

from django.db import models
from django.utils import timezone

from portal.core.fields import TextField
from portal.core.models.thread import Audience
from portal.core.models.threaded import Threaded, ThreadedQuerySet


class BoatQuerySet(ThreadedQuerySet["Boat"]):
    """Writes reach the boats' threads."""


class Boat(Threaded):
    slug = models.SlugField(unique=True)
    name = TextField()
    summary = TextField()
    story = models.TextField(blank=True)
    harbour = models.CharField(max_length=40, default="nord")
    sails_on = models.DateField(null=True, blank=True)
    shown_to = models.CharField(max_length=12, default=Audience.PUBLIC)
    state = models.CharField(max_length=12, default="afloat")
    closed = models.BooleanField(default=False)
    is_example = models.BooleanField(default=False)
    built_at = models.DateTimeField(default=timezone.now)

    objects = BoatQuerySet.as_manager()
