"""Seed money as agreed: what each partner contributes each year, and what it may be used for."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import pgettext_lazy

from portal.core.fields import TextField
from portal.partnership.models import Partner
from portal.partnership.models.history import carries_rights


class Fund(models.Model):
    """The partnership's seed money. A partnership without a fund has no row."""

    key = models.SlugField(max_length=40, unique=True)
    name = TextField()

    def __str__(self) -> str:
        return str(self.name)


class Purpose(models.Model):
    """One of the things the money may be used for."""

    fund = models.ForeignKey(Fund, on_delete=models.CASCADE, related_name="purposes")
    key = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    text = TextField()

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return str(self.text)


class Basis(models.TextChoices):
    STATED = "stated", pgettext_lazy("basis of a contribution", "stated by the partnership")
    ASSUMED = "assumed", pgettext_lazy("basis of a contribution", "assumed until the partners confirm it")


@carries_rights()
class Contribution(models.Model):
    """What one partner contributes in one year, in kroner: agreed money, a forecast until it is confirmed."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="contributions")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="contributions")
    key = models.SlugField(max_length=80, unique=True)
    year = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    basis = models.CharField(max_length=10, choices=Basis.choices)
    note = TextField()

    class Meta:
        ordering: ClassVar = ["year", "partner__position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["fund", "partner", "year"], name="one_contribution_a_year"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="contribution_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.partner.short_name} {self.year}"
