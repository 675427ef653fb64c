"""People whom mail and forms look for: the team of a day, and staff by their address."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from portal.core.clock import today
from portal.partnership.models import Affiliation, Tenure, User
from portal.partnership.models.body import BodyKind
from portal.partnership.rules.standing import STAFF_ROLES


def team_on(day: date) -> list[User]:
    """Everyone who has a seat on a team on an Oslo day, as holder or substitute; closed accounts left out."""
    seats = Tenure.objects.on(day).filter(seat__body__kind=BodyKind.TEAM)
    return list(User.objects.filter(is_active=True, pk__in=seats.values("user")).order_by("pk"))


def staff_today() -> QuerySet[Any, Any]:
    """Keys of those who work at a partner today; twin of `rules.standing.is_partner_staff`."""
    return Affiliation.objects.on(today()).filter(role__in=STAFF_ROLES).values("user")


def staff_with_address(email: str, **places: Any) -> User | None:
    """Who has that address and works today where `places` says (filters of Affiliation)."""
    at_work = Affiliation.objects.on(today()).filter(role__in=STAFF_ROLES, **places)
    people = User.objects.filter(is_active=True, erased_at=None, email__iexact=email.strip())
    return people.filter(pk__in=at_work.values("user")).first()
