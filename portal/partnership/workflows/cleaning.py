"""How long the partnership keeps days away that are over, and invitations that are answered."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from portal.core.clock import OSLO
from portal.partnership.models import Absence, Invitation
from portal.partnership.models.invitation import InvitationState

ABSENCE_DAYS = 90
EMPTY = {"email": "", "name": "", "greeting": "", "secret_hash": ""}


def delete_old_absences(now: datetime) -> int:
    """Delete days away whose last day is more than 90 days ago."""
    oldest = now.astimezone(OSLO).date() - timedelta(days=ABSENCE_DAYS)
    return Absence.objects.filter(last_day__lt=oldest).delete()[0]


def empty_ended_invitations(now: datetime) -> int:
    """Empty invitations that are answered, withdrawn or run out of who they were to; what came of them
    stays.
    """
    unanswered = Q(state__in=[InvitationState.PROPOSED, InvitationState.SENT], expires_at__gt=now)
    return Invitation.objects.exclude(unanswered).exclude(**EMPTY).update(**EMPTY)
