"""How people want mail and calendars to reach them."""

from __future__ import annotations

import secrets
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from portal.partnership.models.history import carries_rights
from portal.partnership.models.person import User


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def on(self, day: date) -> AbsenceQuerySet:
        """Those that cover `day` (Oslo time)."""
        return self.filter(first_day__lte=day, last_day__gte=day)


class Absence(models.Model):
    """Days on which somebody's substitute steps in for them; both included, Oslo time."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="absences")
    first_day = models.DateField()
    last_day = models.DateField()

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["first_day"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="absence_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_day} – {self.last_day}"


class MailOptOut(models.Model):
    """A kind of mail somebody does not want. Mandatory kinds are never asked about."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="opt_outs")
    kind = models.CharField(max_length=50)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "kind"], name="one_opt_out_per_kind")
        ]

    def __str__(self) -> str:
        return self.kind


def new_secret() -> str:
    """A secret for an address, 256 bits."""
    return secrets.token_urlsafe(32)


@carries_rights(fields=["id", "user", "created_at"])
class CalendarKey(models.Model):
    """The secret in the address of somebody's own calendar. Revoking it makes a new one or none."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="calendar_key")
    secret = models.CharField(max_length=64, unique=True, default=new_secret)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.pk)
