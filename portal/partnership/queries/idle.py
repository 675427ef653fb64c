"""Accounts that nobody has used for long."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from portal.core.clock import OSLO
from portal.core.retention import kept_since, years_before
from portal.partnership.models import Tenure, User

WARN_AFTER = 1
ERASE_AFTER = 3
"""Years without a sign-in."""
NOTICE = 30
"""Days that must have passed since the warning."""


def unseen_since(moment: datetime) -> QuerySet[User]:
    """Open accounts whose owner has not signed in since then, with `last_seen`; who never did counts from
    the start.

    Example people are no accounts to clean up.
    """
    return (
        User.objects.filter(is_active=True, is_example=False, erased_at=None)
        .annotate(last_seen=Coalesce("last_login", "created_at"))
        .filter(last_seen__lt=moment)
        .order_by("last_seen", "pk")
    )


def people_to_warn(now: datetime) -> QuerySet[User]:
    """Not seen for a year, and not warned since they were last here."""
    unwarned = Q(idle_warned_at=None) | Q(idle_warned_at__lt=F("last_seen"))
    return unseen_since(years_before(now, WARN_AFTER)).filter(unwarned)


def people_to_erase(now: datetime) -> QuerySet[User]:
    """Not seen for three years, warned at least 30 days ago, and without a seat today."""
    seated = Tenure.objects.on(now.astimezone(OSLO).date()).values("user")
    return (
        unseen_since(years_before(now, ERASE_AFTER))
        .filter(idle_warned_at__gte=F("last_seen"), idle_warned_at__lt=kept_since(now, days=NOTICE))
        .exclude(pk__in=seated)
    )
