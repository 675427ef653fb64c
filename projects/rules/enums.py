"""The words the app's values have."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NeedState(models.TextChoices):
    VOICED = "voiced", pgettext_lazy("state of a need", "voiced")
    EXPLORED = "explored", pgettext_lazy("state of a need", "being explored")
    PICKED_UP = "picked_up", pgettext_lazy("state of a need", "picked up")
    ANSWERED = "answered", pgettext_lazy("state of a need", "answered")
    PARKED = "parked", pgettext_lazy("state of a need", "parked")


class ProjectState(models.TextChoices):
    IDEA = "idea", pgettext_lazy("phase of a project", "idea")
    PRE_PROJECT = "pre_project", pgettext_lazy("phase of a project", "pre-project")
    APPLYING = "applying", pgettext_lazy("phase of a project", "applying for money")
    RUNNING = "running", pgettext_lazy("phase of a project", "running")
    COMPLETED = "completed", pgettext_lazy("phase of a project", "completed")
    SHELVED = "shelved", pgettext_lazy("phase of a project", "shelved")


class PersonRole(models.TextChoices):
    LEADER = "leader", pgettext_lazy("role in a project", "project leader")
    RESEARCHER = "researcher", pgettext_lazy("role in a project", "researcher")
    PRACTITIONER = "practitioner", pgettext_lazy("role in a project", "practitioner")
    PHD = "phd", pgettext_lazy("role in a project", "PhD candidate")
    ADVISER = "adviser", pgettext_lazy("role in a project", "adviser")


class FundingState(models.TextChoices):
    APPLIED = "applied", pgettext_lazy("money for a project", "applied for")
    GRANTED = "granted", pgettext_lazy("money for a project", "granted")
    REFUSED = "refused", pgettext_lazy("money for a project", "refused")


class ApplicationState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("state of an application", "being written")
    SENT = "sent", pgettext_lazy("state of an application", "sent")
    GRANTED = "granted", pgettext_lazy("state of an application", "granted")
    REFUSED = "refused", pgettext_lazy("state of an application", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of an application", "not sent")


class ExchangeKind(models.TextChoices):
    PUBLIC_PHD = "public_phd", pgettext_lazy("kind of staff exchange", "public-sector PhD")
    SHARED = "shared", pgettext_lazy("kind of staff exchange", "shared position")
    PROJECT = "project", pgettext_lazy("kind of staff exchange", "project position")
    SECONDMENT = "secondment", pgettext_lazy("kind of staff exchange", "secondment")
    ADJUNCT = "adjunct", pgettext_lazy("kind of staff exchange", "adjunct position")


class ExchangeState(models.TextChoices):
    OPEN = "open", pgettext_lazy("state of a staff exchange", "open to applicants")
    FILLED = "filled", pgettext_lazy("state of a staff exchange", "filled")
    ENDED = "ended", pgettext_lazy("state of a staff exchange", "ended")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a staff exchange", "withdrawn")


class ResultKind(models.TextChoices):
    LESSON = "lesson", pgettext_lazy("kind of result", "lesson")
    PUBLICATION = "publication", pgettext_lazy("kind of result", "publication")
    REPORT = "report", pgettext_lazy("kind of result", "report")
    THESIS = "thesis", pgettext_lazy("kind of result", "thesis")
    SERVICE = "service", pgettext_lazy("kind of result", "tool or service in use")
    COURSE = "course", pgettext_lazy("kind of result", "course")
    EVENT = "event", pgettext_lazy("kind of result", "event")
    MEDIA = "media", pgettext_lazy("kind of result", "media")
    DECISION = "decision", pgettext_lazy("kind of result", "decision changed")
    APPLICATION = "application", pgettext_lazy("kind of result", "application")


class ResultState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state of a result", "draft")
    PUBLISHED = "published", pgettext_lazy("state of a result", "published")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a result", "withdrawn")


class Usage(models.TextChoices):
    USED = "used", pgettext_lazy("was a result used", "used")
    PARTLY = "partly", pgettext_lazy("was a result used", "partly used")
    NOT_USED = "not", pgettext_lazy("was a result used", "not used")


class LessonAbout(models.TextChoices):
    """What kind of thing a lesson helps with: it is shown when somebody starts one."""

    NEED = "need", _("needs")
    TASK = "task", _("student tasks")
    PLACEMENT = "placement", _("placements")
    PROJECT = "project", _("projects")
    APPLICATION = "application", _("applications for money")
    EVENT = "event", _("gatherings")


class Stage(models.TextChoices):
    """The stages of research that people can take part in: “research with, not on”."""

    QUESTION = "question", pgettext_lazy("stage of research", "The question")
    METHOD = "method", pgettext_lazy("stage of research", "The method")
    DATA = "data", pgettext_lazy("stage of research", "The data")
    INTERPRETATION = "interpretation", pgettext_lazy("stage of research", "The interpretation")
    USE = "use", pgettext_lazy("stage of research", "The use")
