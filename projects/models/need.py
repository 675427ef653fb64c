"""Needs: what is hard in the municipality's everyday work, and who shares it or can help."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from portal.core.fields import TextField
from portal.core.models.authored import Authored
from portal.core.models.threaded import ThreadedQuerySet
from portal.partnership.models import Unit
from projects.rules.enums import NeedState


class NeedQuerySet(ThreadedQuerySet["Need"]):
    def unanswered(self) -> NeedQuerySet:
        """Those that await the team: voiced or explored, not yet part of anything."""
        return self.filter(state__in=[NeedState.VOICED, NeedState.EXPLORED], thread__merged_into=None)

    def of_units(self, units: Any) -> NeedQuerySet:
        return self.filter(unit__in=units)


class Need(Authored):
    """A need (behov) voiced by a unit, in three fields.

    `title` asks it as a question, `summary` says what is hard today, `better` what would be better if it were
    solved. `reason` is why it was parked, or how it was answered, in public words.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="needs")
    better = TextField()
    reason = models.TextField(blank=True)

    objects = NeedQuerySet.as_manager()

    class Meta(Authored.Meta):
        ordering: ClassVar = ["-created_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=NeedState.values), name="need_known_state"),
            models.CheckConstraint(
                condition=~Q(state="parked") | ~Q(reason=""), name="need_is_parked_with_a_reason"
            ),
        ]


class NeedVoice(models.Model):
    """“We too”: another unit has the same need. Once for each unit."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="voices")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["need", "unit"], name="one_voice_for_each_unit")
        ]

    def __str__(self) -> str:
        return f"{self.need_id} {self.unit}"


class NeedOffer(models.Model):
    """“I can contribute to this”, and how. Once for each person, who may take it back or write it anew."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="offers")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    how = models.CharField(max_length=600)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["need", "by"], name="one_offer_for_each_person")
        ]

    def __str__(self) -> str:
        return f"{self.need_id} {self.by_id}"
