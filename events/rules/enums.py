"""The words of the wheel."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    MEETING = "meeting", pgettext_lazy("kind of date", "Meeting")
    GATHERING = "gathering", pgettext_lazy("kind of date", "Gathering")
    DEADLINE = "deadline", pgettext_lazy("kind of date", "Deadline")
    STUDENT = "student", pgettext_lazy("kind of date", "Students")


class Audience(models.TextChoices):
    """Whom a date is for; decides its ring."""

    PUBLIC = "public", pgettext_lazy("audience of a date", "open to all")
    PARTNERS = "partners", pgettext_lazy("audience of a date", "for the partners")
    TEAM = "team", pgettext_lazy("audience of a date", "for the team")
    STEERING = "steering", pgettext_lazy("audience of a date", "for the steering group")


class ShownTo(models.TextChoices):
    """Who may see that a date is on the wheel: a steering meeting is for seven people, and no secret."""

    PUBLIC = "public", pgettext_lazy("who may see a date", "everyone")
    PARTNERS = "partners", pgettext_lazy("who may see a date", "the partners' people")
    GOVERNANCE = "governance", pgettext_lazy("who may see a date", "team, steering group and functions")


class State(models.TextChoices):
    TENTATIVE = "tentative", pgettext_lazy("state of a date", "tentative")
    CONFIRMED = "confirmed", pgettext_lazy("state of a date", "confirmed")
    HELD = "held", pgettext_lazy("state of a date", "held")
    CANCELLED = "cancelled", pgettext_lazy("state of a date", "cancelled")


class Precision(models.TextChoices):
    DATE = "date", pgettext_lazy("how exact a date is", "date")
    WEEK = "week", pgettext_lazy("how exact a date is", "week")
    MONTH = "month", pgettext_lazy("how exact a date is", "month")


class Edge(models.TextChoices):
    START = "start", pgettext_lazy("end of a period", "start")
    END = "end", pgettext_lazy("end of a period", "end")
