"""What people did to mail in the outbox."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.models.outbox import OutboxMessage


class Act(models.TextChoices):
    HELD = "held", _("Held back")
    RELEASED = "released", _("Released")
    SENT_AGAIN = "sent_again", _("Sent again")


class OutboxAct(models.Model):
    """One line of a mail's history; `was` is the state it had before."""

    message = models.ForeignKey(OutboxMessage, on_delete=models.CASCADE, related_name="acts")
    act = models.CharField(max_length=12, choices=Act.choices)
    was = models.CharField(max_length=10)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(act__in=Act.values), name="outbox_known_act")
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.act}"
