"""What has to be done before a date: a check list that an activity brings to each of its entries."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from events.models.activity import Activity
from events.models.entry import Entry
from portal.core.fields import TextField
from portal.partnership.models import Body, Partner
from portal.partnership.rules.seats import SeatFilter


class Preparation(models.Model):
    """One thing to prepare, due `days_before` calendar days (Oslo) before the entry begins."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="preparations")
    position = models.PositiveSmallIntegerField(default=0)
    text = TextField()
    days_before = models.PositiveSmallIntegerField()
    owner_body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    owner_role = models.CharField(max_length=30, blank=True)
    owner_partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["activity", "-days_before", "position"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(days_before__lte=365), name="preparation_within_a_year")
        ]

    def __str__(self) -> str:
        return str(self.text)

    @property
    def owner(self) -> SeatFilter:
        """The seats whose holders do it."""
        return SeatFilter(
            body=self.owner_body.key if self.owner_body else "",
            role=self.owner_role,
            partner=self.owner_partner.key if self.owner_partner else "",
        )


class PreparationDone(models.Model):
    """Somebody ticked off a preparation of one entry."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="prepared")
    preparation = models.ForeignKey(Preparation, on_delete=models.CASCADE, related_name="done")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "preparation"], name="one_tick_per_preparation")
        ]

    def __str__(self) -> str:
        return f"{self.preparation_id} {self.entry_id}"
