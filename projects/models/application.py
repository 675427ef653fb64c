"""Applications for money from outside the partnership."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from portal.core.models.authored import Authored
from portal.core.models.threaded import ThreadedQuerySet
from projects.models.project import Project
from projects.rules.enums import ApplicationState


class ApplicationQuerySet(ThreadedQuerySet["Application"]):
    def to_be_sent(self) -> ApplicationQuerySet:
        return self.filter(state=ApplicationState.PLANNED)


class Application(Authored):
    """An application of a project to a funder's call, due on an Oslo day. Sums are kroner and øre.

    Those inside the partnership see it from the start, everyone when it is granted or refused. `reason` is
    what the funder said, or why it was never sent.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="applications")
    funder = models.CharField(max_length=160)
    call = models.CharField(max_length=200)
    call_url = models.URLField(max_length=400, blank=True)
    deadline = models.DateField()
    sought = models.DecimalField(max_digits=14, decimal_places=2)
    granted = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    reason = models.TextField(blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta(Authored.Meta):
        ordering: ClassVar = ["deadline", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=ApplicationState.values), name="application_known_state"
            ),
            models.CheckConstraint(condition=Q(sought__gt=0), name="application_seeks_money"),
            models.CheckConstraint(
                condition=(Q(state="granted") & Q(granted__gt=0)) | (~Q(state="granted") & Q(granted=None)),
                name="application_granted_with_a_sum",
            ),
        ]
