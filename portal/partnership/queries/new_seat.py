"""A seat somebody is about to take over, or has just taken, with the way to what comes with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.core.clock import today
from portal.core.registry import Duty
from portal.partnership.models import Tenure
from portal.partnership.models.body import Part

BEFORE, AFTER = timedelta(days=90), timedelta(days=14)


def new_seat_duties(user: Any) -> list[Duty]:
    """From when a seat is accepted until two weeks after its first day. One query."""
    if not user.is_active:
        return []
    day = today()
    new = Tenure.objects.filter(
        user=user, part=Part.HOLDER, first_day__gte=day - AFTER, first_day__lte=day + BEFORE
    ).exclude(last_day__lt=day)
    return [
        Duty(
            title=_("You take over: %(seat)s") % {"seat": tenure.seat},
            summary=_("The seat is yours from %(day)s. See what waits, and which dates come with it.")
            % {"day": date_format(tenure.first_day, "DATE_FORMAT")},
            due=tenure.first_day,
            url=reverse("seat", args=[tenure.seat.key]),
            action=_("See what comes with the seat"),
        )
        for tenure in new.select_related("seat")
    ]
