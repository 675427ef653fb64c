"""What a partnership's tasks are sorted by, and when each round of them is due: data of its file."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from portal.core.fields import TextField
from students.rules.enums import RoundDay, Term


class TaskKind(models.Model):
    """Bachelor's thesis, Experts in Teamwork …"""

    key = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    name = TextField()

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return str(self.name)


class StudyField(models.Model):
    """A field of study, as students look for it."""

    key = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    name = TextField()

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return str(self.name)


class TaskRound(models.Model):
    """The days of a term's round, as month and day (`11-15`): post by one, apply by another.

    Each is the last such day before the semester is over. `call` is when units are asked for tasks, and
    `publication` when the catalogue is out; empty where the partnership has no such day. `on_wheel` names
    those days that no activity of the wheel says already; `version` and `updated_at` tell calendars of a
    change.
    """

    key = models.CharField(max_length=6, choices=Term.choices, unique=True)
    post_by = models.CharField(max_length=5)
    apply_by = models.CharField(max_length=5)
    call = models.CharField(max_length=5, blank=True)
    publication = models.CharField(max_length=5, blank=True)
    on_wheel = ArrayField(models.CharField(max_length=12, choices=RoundDay.choices), default=list, blank=True)
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-key"]

    def __str__(self) -> str:
        return self.key


class TaskBoard(models.Model):
    """A place outside the portal where students look for tasks too, and where they are pasted by hand.

    `url` is where one begins a listing there; `hosts` are those a listing's own address may have.
    """

    key = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    name = TextField()
    url = models.URLField(max_length=300, blank=True)
    hosts = ArrayField(models.CharField(max_length=120))

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return str(self.name)
