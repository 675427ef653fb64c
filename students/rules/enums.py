"""The words the app's values have."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TaskState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state of a task", "draft")
    LEADER_CONFIRMED = "leader_confirmed", pgettext_lazy("state of a task", "confirmed by the leader")
    SUBMITTED = "submitted", pgettext_lazy("state of a task", "in quality check")
    PUBLISHED = "published", pgettext_lazy("state of a task", "published")
    FULL = "full", pgettext_lazy("state of a task", "all places taken")
    CLOSED = "closed", pgettext_lazy("state of a task", "closed")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a task", "withdrawn")


class DataNeed(models.TextChoices):
    """What data a task works with; the last two demand something before it may start."""

    NONE = "none", _("No data from us")
    OPEN = "open", _("Data about things, not about people")
    PERSONAL = "personal", _("Personal data")
    SENSITIVE = "sensitive", _("Data about patients or pupils")


class AssignBy(models.TextChoices):
    OWNER = "owner", _("By agreement with us")
    COORDINATOR = "coordinator", _("By the course coordinator")
    COURSE = "course", _("Reserved for a course")


class InterestState(models.TextChoices):
    REGISTERED = "registered", pgettext_lazy("state of an interest", "registered")
    WAITLISTED = "waitlisted", pgettext_lazy("state of an interest", "on the waiting list")
    OFFERED = "offered", pgettext_lazy("state of an interest", "offered the task")
    ACCEPTED = "accepted", pgettext_lazy("state of an interest", "accepted")
    DECLINED = "declined", pgettext_lazy("state of an interest", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of an interest", "withdrawn")
    LAPSED = "lapsed", pgettext_lazy("state of an interest", "lapsed")
    SUPERSEDED = "superseded", pgettext_lazy("state of an interest", "the group has another task")


class AssignmentState(models.TextChoices):
    OFFERED = "offered", pgettext_lazy("state of an assignment", "offered")
    ACCEPTED = "accepted", pgettext_lazy("state of an assignment", "accepted")
    APPROVED = "approved", pgettext_lazy("state of an assignment", "academically approved")
    IN_PROGRESS = "in_progress", pgettext_lazy("state of an assignment", "in progress")
    DELIVERED = "delivered", pgettext_lazy("state of an assignment", "delivered")
    COMPLETED = "completed", pgettext_lazy("state of an assignment", "completed")
    BROKEN_OFF = "broken_off", pgettext_lazy("state of an assignment", "broken off")


class Point(models.TextChoices):
    """The check list of a task under way."""

    KICKOFF = "kickoff", _("First meeting held")
    ACCESS = "access", _("The group has the data and the access it needs")
    MIDWAY = "midway", _("Midway meeting held")
    PRESENTATION = "presentation", _("The group has presented its findings to us")


class Language(models.TextChoices):
    """What a work is written in."""

    NB = "nb", _("Bokmål")
    NN = "nn", _("Nynorsk")
    EN = "en", _("English")


class Term(models.TextChoices):
    SPRING = "spring", pgettext_lazy("semester", "spring")
    AUTUMN = "autumn", pgettext_lazy("semester", "autumn")


class RoundDay(models.TextChoices):
    """The days of a round of tasks, in order of time."""

    CALL = "call", _("Call for student tasks")
    POST_BY = "post_by", _("Last day to post student tasks")
    PUBLICATION = "publication", _("The catalogue of student tasks is published")
    APPLY_BY = "apply_by", _("Last day to show interest in student tasks")
