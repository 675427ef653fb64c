"""What comes back each year, and whom it reminds."""

from __future__ import annotations

from datetime import time
from typing import ClassVar

from django.conf import settings
from django.db import models

from events.rules.enums import Audience, Edge, Kind, ShownTo
from events.rules.recurrence import Recurrence
from portal.core.fields import TextField
from portal.partnership.models import Body, Partner
from portal.partnership.rules.seats import SeatFilter


class Activity(models.Model):
    """A recurring activity of the wheel. Its entries carry copies, so that a change never alters a past year.

    `fixed` activities stand on their date when the wheel is rolled; others start out tentative.
    Times are Oslo time. `effort_hours` is the team's work on one entry, spread evenly over the `effort_weeks`
    up to and including the week it begins in. Once somebody has added or changed it on the page
    (`edited_at`), it is no longer the partnership's file that says what it is.
    """

    key = models.SlugField(max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    title = TextField()
    summary = TextField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    audience = models.CharField(max_length=12, choices=Audience.choices)
    shown_to = models.CharField(max_length=12, choices=ShownTo.choices)
    recurrence = models.JSONField()
    fixed = models.BooleanField(default=False)
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    place = TextField()
    effort_hours = models.PositiveSmallIntegerField(default=0)
    effort_weeks = models.PositiveSmallIntegerField(default=1)
    responsible_body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    responsible_role = models.CharField(max_length=30, blank=True)
    responsible_partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    edited_at = models.DateTimeField(null=True, blank=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        verbose_name_plural = "activities"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(effort_weeks__gte=1, effort_weeks__lte=26),
                name="effort_within_half_a_year",
            )
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def responsible(self) -> SeatFilter:
        """The seats whose holders are reminded."""
        return SeatFilter(
            body=self.responsible_body.key if self.responsible_body else "",
            role=self.responsible_role,
            partner=self.responsible_partner.key if self.responsible_partner else "",
        )

    @property
    def managed_by_file(self) -> bool:
        return self.edited_at is None

    @property
    def when(self) -> Recurrence:
        return Recurrence.parse(self.recurrence)


class ReminderPlan(models.Model):
    """Remind those responsible `days` calendar days (Oslo) before the start or the end, at `hour`.

    A negative number of days is after.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="reminders")
    days = models.SmallIntegerField()
    edge = models.CharField(max_length=5, choices=Edge.choices, default=Edge.START)
    hour = models.TimeField(default=time(8))

    class Meta:
        ordering: ClassVar = ["activity", "edge", "-days"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "days", "edge"], name="one_reminder_per_day"),
            models.CheckConstraint(
                condition=models.Q(days__gte=-365, days__lte=365), name="reminder_within_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id}: {self.days} days from {self.edge}"
