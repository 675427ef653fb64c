"""What the partnership declares about how usable its portal is for everyone."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.text import Text


class Conformance(models.TextChoices):
    """How much of the requirements is met, in the three steps a statement may use."""

    FULL = "full", _("The pages meet all the requirements.")
    PARTLY = "partly", _("The pages meet some of the requirements.")
    NOT = "not", _("The pages don't meet the requirements.")


class AccessibilityStatement(models.Model):
    """The part of the statement that is the partnership's own, as its file has it.

    `assessed` is the day the pages were last looked at as a whole. `registered` is the statement in the
    authority's own system, `contact` a mail address where it isn't the partnership's. `answer_days` are
    working days within which an answer is promised. `shortfalls` are what this installation doesn't meet:
    texts per language, and the criterion.
    """

    only = models.BooleanField(default=True, editable=False)
    conformance = models.CharField(max_length=6, choices=Conformance)
    assessed = models.DateField()
    registered = models.URLField(blank=True)
    contact = models.CharField(max_length=254, blank=True)
    answer_days = models.PositiveSmallIntegerField()
    shortfalls = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["only"], name="one_accessibility_statement"),
            models.CheckConstraint(condition=models.Q(only=True), name="one_accessibility_statement_is_only"),
        ]

    def __str__(self) -> str:
        return f"{self.conformance} {self.assessed}"

    @property
    def own_shortfalls(self) -> list[dict[str, Any]]:
        """Each with `text` and `why` in the reader's language, and `criterion`."""
        return [
            {"text": Text.of(row["text"]), "why": Text.of(row["why"]), "criterion": row["criterion"]}
            for row in self.shortfalls
        ]
