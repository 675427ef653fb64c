"""Results and lessons: what came of it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from portal.core.fields import TextField
from portal.core.models import StoredFile
from portal.core.models.authored import Authored
from portal.core.models.threaded import ThreadedQuerySet
from portal.partnership.models import Unit
from projects.models.project import Project
from projects.rules.enums import LessonAbout, ResultKind, ResultState, Usage


class ResultQuerySet(ThreadedQuerySet["Result"]):
    def published(self) -> ResultQuerySet:
        return self.filter(state=ResultState.PUBLISHED)

    def lessons(self) -> ResultQuerySet:
        return self.filter(kind=ResultKind.LESSON)


class Result(Authored):
    """A result (resultat) or, of the kind `lesson`, a lesson (lærdom): a short one of the same making.

    The plain-language card is `summary` (what we learned), `changed` (what changed) and `call` (whom to call:
    a function and an address of the unit); `contact` is the person who is asked whether it was used. `body`
    is safe HTML. `happened_on` is an Oslo day. `about` says what a lesson helps with (`LessonAbout`).
    """

    kind = models.CharField(max_length=12, choices=ResultKind.choices)
    changed = TextField()
    call = TextField()
    body = TextField()
    happened_on = models.DateField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="results")
    project = models.ForeignKey(
        Project, on_delete=models.SET_NULL, null=True, blank=True, related_name="results"
    )
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    doi = models.CharField(max_length=120, blank=True)
    url = models.URLField(max_length=400, blank=True)
    picture = models.ForeignKey(
        StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    about = ArrayField(models.CharField(max_length=12, choices=LessonAbout.choices), default=list, blank=True)

    objects = ResultQuerySet.as_manager()

    class Meta(Authored.Meta):
        ordering: ClassVar = ["-happened_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=ResultState.values), name="result_known_state"),
            models.CheckConstraint(condition=Q(kind__in=ResultKind.values), name="result_known_kind"),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(kind="lesson") | ~Q(changed={}),
                name="result_says_what_changed",
            ),
        ]


class ResultUse(models.Model):
    """“Was it used?”, as the owner answered in one year's September. Public."""

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="uses")
    year = models.PositiveSmallIntegerField()
    answer = models.CharField(max_length=8, choices=Usage.choices)
    why = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-year"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["result", "year"], name="one_answer_a_year"),
            models.CheckConstraint(condition=Q(answer__in=Usage.values), name="use_known_answer"),
        ]

    def __str__(self) -> str:
        return f"{self.result_id} {self.year}: {self.answer}"
