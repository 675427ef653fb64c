"""Student tasks."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from portal.core.fields import TextField
from portal.core.models import StoredFile
from portal.core.models.authored import Authored
from portal.core.models.threaded import ThreadedQuerySet
from portal.partnership.models import Agreement, Measure, Unit
from students.models.catalogue import TaskKind
from students.rules.enums import AssignBy, DataNeed, TaskState
from students.rules.semester import Semester

LISTED = (TaskState.PUBLISHED, TaskState.FULL, TaskState.CLOSED)
"""States that everyone may read a task in."""


class TaskQuerySet(ThreadedQuerySet["StudentTask"]):
    def open(self, day: date) -> TaskQuerySet:
        """Twin of `StudentTask.is_open`."""
        return self.filter(state=TaskState.PUBLISHED, deadline__gte=day)

    def for_semester(self, semester: Semester) -> TaskQuerySet:
        return self.filter(semester=semester.key)

    def of_person(self, user: Any) -> TaskQuerySet:
        """Those the person wrote or is the contact for."""
        return self.filter(Q(made_by=user) | Q(contact=user))

    def listed(self) -> TaskQuerySet:
        return self.filter(state__in=LISTED)

    def to_check(self) -> TaskQuerySet:
        """The queue of the quality check, oldest first."""
        return self.filter(state=TaskState.SUBMITTED).order_by("moved_at", "pk")


class StudentTask(Authored):
    """A task (studentoppgave): `title` asks a question, `summary` says the problem in plain words.

    `learn` is what the unit hopes to learn. `semester` is a `Semester.key`; `deadline` the Oslo day until
    which students may show interest. `groups` is how many groups there is room for, each of `group_min` to
    `group_max` students. Whether it is open is computed, never stored. `comments` are those of the last
    quality check, by field, until it is sent again; `asked_leader_at` is when the leader was asked, and empty
    once there is an answer. From `confirmed_at` on the leader's word holds for `hours` and data, until either
    or the unit changes. `alone_reason` is why one member of the team published it alone. `source_key` is what
    an imported task was called in the list it comes from, so that it is not imported twice.
    """

    learn = TextField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="tasks")
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    semester = models.CharField(max_length=6)
    deadline = models.DateField()
    data = models.CharField(max_length=10, choices=DataNeed.choices, default=DataNeed.NONE)
    data_offered = TextField()
    data_cleared_on = models.DateField(null=True, blank=True)
    data_reference = models.CharField(max_length=80, blank=True)
    kind = models.ForeignKey(TaskKind, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    fields = ArrayField(models.SlugField(max_length=40), default=list, blank=True)
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    supervisor_wanted = models.BooleanField(default=False)
    groups = models.PositiveSmallIntegerField(default=1)
    group_min = models.PositiveSmallIntegerField(default=1)
    group_max = models.PositiveSmallIntegerField(default=4)
    in_english = models.BooleanField(default=False)
    agreement = models.ForeignKey(
        Agreement, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    measure = models.ForeignKey(Measure, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    confidential = models.BooleanField(default=False)
    place = models.CharField(max_length=160, blank=True)
    travel = models.CharField(max_length=160, blank=True)
    listing_url = models.URLField(max_length=300, blank=True)
    assign_by = models.CharField(max_length=12, choices=AssignBy.choices, default=AssignBy.OWNER)
    course = models.CharField(max_length=80, blank=True)
    coordinator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_leader_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    comments = models.JSONField(default=dict, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    alone_reason = models.CharField(max_length=400, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    source_key = models.CharField(max_length=80, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta(Authored.Meta):
        ordering: ClassVar = ["deadline", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["state", "moved_at"], name="task_queue"),
            models.Index(
                fields=["semester", "unit"],
                include=["state", "asked_leader_at", "confirmed_at", "published_at"],
                name="task_semester",
            ),
            models.Index(fields=["deadline", "state"], include=["id", "thread"], name="task_deadline"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=TaskState.values), name="task_known_state"),
            models.CheckConstraint(
                condition=Q(semester__regex=r"^2[01][0-9]{2}-[12]$"), name="task_known_semester"
            ),
            models.CheckConstraint(condition=Q(groups__range=(1, 40)), name="task_room_for_a_group"),
            models.CheckConstraint(
                condition=Q(group_min__gte=1) & Q(group_max__gte=F("group_min")) & Q(group_max__lte=60),
                name="task_group_has_a_size",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | ~Q(summary={}), name="task_says_its_problem"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["published", "full"]) | Q(published_at__isnull=False),
                name="task_published_at_some_time",
            ),
            models.UniqueConstraint(
                fields=["source_key"], condition=~Q(source_key=""), name="task_imported_once"
            ),
        ]

    @property
    def in_semester(self) -> Semester:
        return Semester.read(self.semester)

    def is_open(self, day: date) -> bool:
        """Whether students may show interest on an Oslo day."""
        return self.state == TaskState.PUBLISHED and day <= self.deadline

    @property
    def needs_clearing(self) -> bool:
        """Whether it may not start before somebody has cleared its data."""
        return self.data in (DataNeed.PERSONAL, DataNeed.SENSITIVE) and self.data_cleared_on is None


class TaskFile(models.Model):
    """A file that everyone may read."""

    task = models.ForeignKey(StudentTask, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=160)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.label


class SavedSearch(models.Model):
    """A search in the catalogue that its owner gets news of, at most once a day. `query` is its address."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=400)
    seen_until = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "query"], name="one_saved_search_for_each_query")
        ]

    def __str__(self) -> str:
        return self.name
