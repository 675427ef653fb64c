"""A task that a group has: from the offer to what came of it."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from portal.core.fields import TextField
from portal.core.models import StoredFile
from portal.core.text import Text
from projects.models import Result
from students.models.interest import GroupMember, Interest
from students.models.task import StudentTask
from students.rules.enums import AssignmentState, Language, Point

BEGUN = (
    *(AssignmentState.ACCEPTED, AssignmentState.APPROVED, AssignmentState.IN_PROGRESS),
    *(AssignmentState.DELIVERED, AssignmentState.COMPLETED, AssignmentState.BROKEN_OFF),
)
"""From here on there is a page about the work; before, there is an offer."""


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def holding_a_place(self) -> AssignmentQuerySet:
        """All but those broken off: an offer holds its place until it is answered."""
        return self.exclude(state=AssignmentState.BROKEN_OFF)

    def begun(self) -> AssignmentQuerySet:
        """Work, and not offers. What is broken off with no reason given was an offer that came to nothing."""
        return self.filter(state__in=BEGUN).exclude(state=AssignmentState.BROKEN_OFF, reason="")

    def under_way(self) -> AssignmentQuerySet:
        return self.filter(state__in=["accepted", "approved", "in_progress"])


class Assignment(models.Model):
    """One group's work on a task; it holds one of the task's places. The paper itself is kept elsewhere.

    `approved_by` is the academic supervisor who approved it. `agreement_on` and `agreement_ref` are the date
    and archive reference of the agreement. The students own what they deliver: it is published, as `result`,
    only with `consent`, which is that of all its `authors` (their number when it was delivered), and after
    `embargo_until` (an Oslo day, at most three years after delivery); title and the fact that it was
    delivered are open. `left` is how many of the group have had their accounts erased; `left_with_yes` of
    them had said yes, which still counts. `found` says in a few sentences what they found out; it and the
    title are in `language`. `version` rises with changes. `interest` goes with the students' data; the work
    stays.
    """

    task = models.ForeignKey(StudentTask, on_delete=models.CASCADE, related_name="assignments")
    interest = models.OneToOneField(
        Interest, on_delete=models.SET_NULL, null=True, blank=True, related_name="assignment"
    )
    state = models.CharField(max_length=12, choices=AssignmentState.choices, default=AssignmentState.OFFERED)
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    agreement_on = models.DateField(null=True, blank=True)
    agreement_ref = models.CharField(max_length=80, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    title = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.NB)
    found = TextField()
    delivered_on = models.DateField(null=True, blank=True)
    delivered_url = models.URLField(max_length=400, blank=True)
    report = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    authors = models.PositiveSmallIntegerField(default=0)
    left = models.PositiveSmallIntegerField(default=0)
    left_with_yes = models.PositiveSmallIntegerField(default=0)
    consent = models.BooleanField(default=False)
    embargo_until = models.DateField(null=True, blank=True)
    result = models.ForeignKey(Result, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=400, blank=True)
    is_example = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    moved_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(default=timezone.now)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=AssignmentState.values), name="assignment_known_state"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["in_progress", "delivered", "completed"])
                | (Q(agreement_on__isnull=False) & ~Q(agreement_ref="")),
                name="assignment_starts_with_an_agreement",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["delivered", "completed"]) | Q(delivered_on__isnull=False),
                name="assignment_delivered_on_a_day",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="task_has_a_free_group_place",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("state", "task_id"),  # type: ignore[no-untyped-call]
                condition=~pgtrigger.Q(new__state="broken_off"),
                declare=[("room", "integer")],
                func="""
                    SELECT groups INTO room FROM students_studenttask WHERE id = NEW.task_id FOR UPDATE;
                    IF (SELECT count(*) FROM students_assignment a
                        WHERE a.task_id = NEW.task_id AND a.state <> 'broken_off' AND a.id <> NEW.id) >= room
                    THEN
                        RAISE EXCEPTION 'task_has_a_free_group_place' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="embargo_is_three_years_at_most",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF NEW.embargo_until > coalesce(NEW.delivered_on, current_date) + interval '3 years' THEN
                        RAISE EXCEPTION 'embargo_is_three_years_at_most' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.state}"

    @property
    def called(self) -> Text:
        """Its title in the language it has."""
        return Text.of({self.language: self.title})

    def get_absolute_url(self) -> str:
        """Its page, which is for those who follow it and those who do it. Reads its task."""
        return reverse("task_work", args=[self.task.slug, self.pk])


class AssignmentPoint(models.Model):
    """A point of the check list that is ticked off."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="points")
    point = models.CharField(max_length=14, choices=Point.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assignment", "point"], name="point_ticked_once")
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.point}"


class Consent(models.Model):
    """What one of the group says of showing their work to everyone; goes with the interest.

    It is of the one who registered the interest where `member` is none. `not_before` is the first Oslo
    day on which they want it shown.
    """

    interest = models.ForeignKey(Interest, on_delete=models.CASCADE, related_name="consents")
    member = models.ForeignKey(
        GroupMember, on_delete=models.CASCADE, null=True, blank=True, related_name="consents"
    )
    yes = models.BooleanField()
    not_before = models.DateField(null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["interest", "member"], name="one_consent_each", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.interest_id} {self.yes}"
