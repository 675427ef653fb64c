"""Interest in a task: by a student, alone or as a group."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from students.models.task import StudentTask
from students.rules.enums import InterestState

ACTIVE = ("registered", "waitlisted", "offered", "accepted")
"""States in which somebody still waits for something, or has the task."""


class InterestQuerySet(models.QuerySet["Interest"]):
    def unanswered(self) -> InterestQuerySet:
        """Those the owner owes an answer."""
        return self.filter(state=InterestState.REGISTERED)

    def active(self) -> InterestQuerySet:
        return self.filter(state__in=ACTIVE)


class Interest(models.Model):
    """A student's or a group's interest, with a short angle of their own. It goes six months after the term.

    `by` is who registered it. `reason` is why it was declined or withdrawn. An offer is answered by the Oslo
    day `answer_by`; after it the offer lapses.
    """

    task = models.ForeignKey(StudentTask, on_delete=models.CASCADE, related_name="interests")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    group_name = models.CharField(max_length=80, blank=True)
    angle = models.CharField(max_length=600)
    state = models.CharField(max_length=12, choices=InterestState.choices, default=InterestState.REGISTERED)
    reason = models.CharField(max_length=400, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    is_example = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    moved_at = models.DateTimeField(default=timezone.now)

    objects = InterestQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["created_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task", "by"], condition=Q(state__in=ACTIVE), name="one_interest_at_a_time"
            ),
            models.CheckConstraint(condition=Q(state__in=InterestState.values), name="interest_known_state"),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""), name="interest_declined_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.state}"


class GroupMember(models.Model):
    """A fellow student who is named in a group, and confirms it by a link in a mail."""

    interest = models.ForeignKey(Interest, on_delete=models.CASCADE, related_name="members")
    name = models.CharField(max_length=120)
    email = models.EmailField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    said_no_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("interest", Lower("email"), name="member_of_a_group_once")
        ]

    def __str__(self) -> str:
        return self.name
