"""Somebody is asked to take a place in a unit, or a seat."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.partnership.models.body import Part, Seat
from portal.partnership.models.history import carries_rights
from portal.partnership.models.partner import Unit
from portal.partnership.models.person import LANGUAGES, Role, User


class InvitationState(models.TextChoices):
    """Whoever may not change seats proposes; a leader of the body or an administrator then says yes or no."""

    PROPOSED = "proposed", _("Waits for a leader")
    SENT = "sent", _("Waits for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    REFUSED = "refused", _("Not approved")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, now: datetime) -> InvitationQuerySet:
        """Those that can still be answered."""
        return self.filter(state=InvitationState.SENT, expires_at__gt=now)

    def proposed(self) -> InvitationQuerySet:
        return self.filter(state=InvitationState.PROPOSED)


@carries_rights(
    fields=[
        "id",
        "unit",
        "role",
        "seat",
        "part",
        "first_day",
        "last_day",
        "state",
        "by",
        "decided_by",
        "accepted_by",
    ]
)
class Invitation(models.Model):
    """An address is asked to take a place in a unit, or a seat from a day on. Days are Oslo days.

    Only the SHA-256 of the secret in the mailed link is kept. Accepting a seat that somebody holds ends that
    tenure the day before. Address, name and greeting are emptied once it is answered or has run out.
    """

    email = models.EmailField(blank=True)
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="nb")
    greeting = models.CharField(max_length=500, blank=True)

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices, blank=True)
    seat = models.ForeignKey(
        Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    part = models.CharField(max_length=12, choices=Part.choices, default=Part.HOLDER)
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)

    state = models.CharField(max_length=10, choices=InvitationState.choices)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    secret_hash = models.CharField(max_length=64, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False, seat__isnull=True) & ~Q(role="")
                | Q(unit__isnull=True, seat__isnull=False, role=""),
                name="invitation_to_a_unit_or_a_seat",
            ),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="invitation_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(accepted_by__isnull=False),
                name="invitation_accepted_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["secret_hash"], condition=~Q(secret_hash=""), name="one_invitation_per_secret"
            ),
        ]

    def __str__(self) -> str:
        return str(self.seat or self.unit)
