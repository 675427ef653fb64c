"""Who has not been here for a year, and still has seats or a place."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.clock import OSLO, today
from portal.core.registry import Duty
from portal.core.retention import years_before
from portal.partnership.models import Affiliation, Tenure, User
from portal.partnership.queries.idle import WARN_AFTER, unseen_since
from portal.partnership.rules.standing import STAFF_ROLES, is_on_team

ASKED_FOR = 14
"""The team is asked in the first so many days of each quarter, and then left in peace until the next."""


def has_seat_or_place(day: date) -> Q:
    """People who hold a seat, or have a place as staff, on `day` or later (Oslo)."""
    lasting = Q(last_day__isnull=True) | Q(last_day__gte=day)
    seats = Tenure.objects.filter(lasting, user=OuterRef("pk"))
    places = Affiliation.objects.filter(lasting, user=OuterRef("pk"), role__in=STAFF_ROLES)
    return Q(Exists(seats)) | Q(Exists(places))


def idle_people(now: datetime) -> QuerySet[User]:
    """Open accounts without a sign-in for a year, that hold seats or have a place; the longest away first."""
    unseen = unseen_since(years_before(now, WARN_AFTER))
    return unseen.filter(has_seat_or_place(now.astimezone(OSLO).date()))


def leaving_duties(user: object) -> list[Duty]:
    """Once a quarter the team is asked to look through those who seem to have left."""
    day = today()
    if not is_on_team(user) or day.month not in (1, 4, 7, 10) or day.day > ASKED_FOR:
        return []
    number = idle_people(timezone.now()).count()
    if not number:
        return []
    title = ngettext(
        "%(count)s person has not signed in for a year",
        "%(count)s people have not signed in for a year",
        number,
    )
    return [
        Duty(
            title=title % {"count": number},
            summary=_("They still hold seats or places. End those of the people who have left."),
            due=day.replace(day=ASKED_FOR),
            url=f"{reverse('people')}?vis=uten-innlogging",
            action=_("See who they are"),
        )
    ]
