"""The parts of the partnership and the units within them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import pgettext_lazy

from portal.core.fields import TextField
from portal.partnership.models.history import carries_rights


class PartnerKind(models.TextChoices):
    MUNICIPALITY = "municipality", pgettext_lazy("kind of partner", "municipality")
    UNIVERSITY = "university", pgettext_lazy("kind of partner", "university")
    COUNTY = "county", pgettext_lazy("kind of partner", "county")
    HOSPITAL = "hospital", pgettext_lazy("kind of partner", "hospital")
    BUSINESS = "business", pgettext_lazy("kind of partner", "business")
    OTHER = "other", pgettext_lazy("kind of partner", "other")


WHOLE = "whole"
"""The kind of the unit that stands for all of a partner."""


@carries_rights()
class Partner(models.Model):
    """A legal person that is part of the agreement."""

    key = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=20, choices=PartnerKind.choices)
    name = TextField()
    short_name = models.CharField(max_length=60)
    organisation_number = models.CharField(max_length=9, unique=True)
    municipality_number = models.CharField(max_length=4, blank=True)
    ror = models.URLField(blank=True)
    website = models.URLField(blank=True)
    mailbox = models.EmailField(blank=True)
    realms = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    """What sign-in providers call it, such as the realm `example.no` at Feide."""
    keeps_archive = models.BooleanField(default=False)
    required = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return str(self.name)


class UnitQuerySet(models.QuerySet["Unit"]):
    def named(self) -> UnitQuerySet:
        """Those people can name: not the one that stands for all of a partner."""
        return self.exclude(kind=WHOLE)

    def wholes(self) -> UnitQuerySet:
        """One for each partner: where somebody belongs of whom only the employer is known."""
        return self.filter(kind=WHOLE)


@carries_rights()
class Unit(models.Model):
    """A municipal area, faculty, department or the like: where people belong and tasks come from.

    Each partner has one of the kind `WHOLE` besides, made by the loader and on no list of units.
    """

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    key = models.SlugField(max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=40)
    name = TextField()

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["partner__position", "position"]

    def __str__(self) -> str:
        return str(self.name)


class Fact(models.Model):
    """A figure about a partner that the public may read, with where it comes from."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="facts")
    key = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    figure = models.CharField(max_length=40)
    label = TextField()
    source = TextField()

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return f"{self.figure} {self.label}"
