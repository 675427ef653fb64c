"""What the portal has asked the owners of projects."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from projects.models.project import Project
from projects.rules.care import CareAbout


class CareQuestion(models.Model):
    """The owners were asked how the project is going, once for each silence and each end of a period.

    `since` is the Oslo day of the last sign of life, or the period's last one. Whether it is answered follows
    from the project: see `queries.care`.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="questions")
    about = models.CharField(max_length=12, choices=CareAbout.choices)
    since = models.DateField()
    asked_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["asked_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "about", "since"], name="asked_once_of_each"),
            models.CheckConstraint(condition=Q(about__in=CareAbout.values), name="care_known_question"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.about} {self.since}"
