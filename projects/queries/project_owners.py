"""Whom a project's owners are chosen among: the staff of the partners."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from portal.core.clock import today
from portal.partnership.models import Affiliation, Partner, User
from portal.partnership.queries.standing import standing_of
from portal.partnership.rules.standing import STAFF_ROLES

MOST_SUGGESTED = 8


def staff_of(partner: Partner) -> QuerySet[User]:
    """Those who work at the partner today and can sign in, by name."""
    places = Affiliation.objects.on(today()).filter(
        user=OuterRef("pk"), role__in=STAFF_ROLES, unit__partner=partner
    )
    return User.objects.filter(Exists(places), is_active=True).order_by("name", "pk")


def staff_like(partner: Partner, said: str) -> list[User]:
    """The staff that somebody means by a name or an e-mail address, at most `MOST_SUGGESTED`.

    A whole address or a whole name means the one who has it; else every word stands in the name.
    """
    staff, said = staff_of(partner), " ".join(said.split())
    exact = list(staff.filter(Q(email__iexact=said) | Q(name__iexact=said))[:MOST_SUGGESTED])
    if exact or not said or "@" in said:
        return exact
    for word in said.split():
        staff = staff.filter(name__icontains=word)
    return list(staff[:MOST_SUGGESTED])


def partners_of(user: Any) -> list[Partner]:
    """The partners where the person is staff today."""
    keys = {place.partner for place in standing_of(user).places if place.role in STAFF_ROLES}
    return list(Partner.objects.filter(key__in=keys)) if keys else []


def workplaces(people: list[User], partner: Partner) -> dict[int, str]:
    """Key of a person → the units where they work at the partner, in words."""
    places = Affiliation.objects.on(today()).filter(
        user__in=people, role__in=STAFF_ROLES, unit__partner=partner
    )
    found: dict[int, list[str]] = {}
    for place in places.select_related("unit").order_by("unit__position"):
        found.setdefault(place.user_id, []).append(str(place.unit))
    return {key: ", ".join(dict.fromkeys(units)) for key, units in found.items()}
