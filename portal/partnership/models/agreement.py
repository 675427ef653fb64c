"""What the partners have agreed on."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from portal.core.fields import TextField
from portal.partnership.models.history import carries_rights
from portal.partnership.models.partner import Partner


class AgreementKind(models.TextChoices):
    MAIN = "main", _("main agreement")
    SUB = "sub", _("sub-agreement")


@carries_rights()
class Agreement(models.Model):
    """A main agreement or a sub-agreement; in force from its first day to its last, both included.

    `adopted` is a month ("2021-01") or a day ("2021-01-28"): as exact as the source says.
    """

    key = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=AgreementKind.choices)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="sub_agreements"
    )
    parties: models.ManyToManyField[Partner, Party] = models.ManyToManyField(
        Partner, through="Party", related_name="agreements"
    )
    name = TextField()
    summary = TextField()
    adopted = models.CharField(max_length=10, blank=True)
    adopted_by = TextField()
    signed = models.DateField(null=True, blank=True)
    signed_by = TextField()
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    evaluate_before_end = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="agreement_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def adopted_in_words(self) -> str:
        """As exact as it is known: “January 2021”, or a day."""
        if not self.adopted:
            return ""
        if len(self.adopted) > len("2021-01"):
            return date_format(date.fromisoformat(self.adopted), "DATE_FORMAT")
        return date_format(date.fromisoformat(f"{self.adopted}-01"), "F Y")

    def in_force(self, day: date) -> bool:
        return bool(self.starts and self.starts <= day and (self.ends is None or day <= self.ends))


@carries_rights()
class Party(models.Model):
    """A partner is party to an agreement. A model of its own, so that the change log has it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="+")
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "partnership_agreement_parties"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "partner"], name="party_to_an_agreement_once")
        ]

    def __str__(self) -> str:
        return f"{self.partner} – {self.agreement}"


class Objective(models.Model):
    """What the partnership is for, in the agreement's sense."""

    key = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    text = TextField()

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.key


class Measure(models.Model):
    """A means (virkemiddel) by which the objectives are reached."""

    key = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    name = TextField()
    text = TextField()

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return str(self.name)
