"""Affiliations that follow from what somebody's employer or university says at sign-in."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import timedelta

from django.db import transaction

from portal.core.clock import today
from portal.partnership.models import Affiliation, Unit, User
from portal.partnership.models.person import AffiliationQuerySet, Role, Source
from portal.partnership.queries.employer import Membership, told_memberships
from portal.partnership.rules.standing import STAFF_ROLES


@transaction.atomic
def renew_affiliations(user: User) -> None:
    """Make somebody's affiliations say what their ways in have told, from today (Oslo time) on.

    What is new begins in the unit for all of the partner. What no way in says any more ended yesterday, if it
    came from one; what is recorded here is left alone, and nothing is added beside it. Running again changes
    nothing.
    """
    User.objects.select_for_update().get(pk=user.pk)  # two sign-ins at once would both add
    told = told_memberships(user)
    current = list(user.affiliations.on(today()).select_related("unit__partner"))
    for affiliation in current:
        if affiliation.source == Source.PROVIDER and not _still_told(affiliation, told):
            _end(affiliation)
    known = {key for affiliation in current for key in _means(affiliation)}
    for partner, role in sorted(told - known):
        _begin(user, partner, role)
    user.__dict__.pop("_standings", None)


@transaction.atomic
def name_own_unit(*, by: User, unit: Unit) -> bool:
    """Move `by`, an employee of all of a partner by what the provider said, to the unit they work in.

    False, and nothing changed, where they are no such employee of the unit's partner.
    """
    User.objects.select_for_update().get(pk=by.pk)
    unplaced = unplaced_employments(by).filter(unit__partner=unit.partner_id).first()
    if unplaced is None or not Unit.objects.named().filter(pk=unit.pk).exists():
        return False
    _end(unplaced)
    present = by.affiliations.on(today()).filter(unit=unit, role=Role.EMPLOYEE)
    if not present.exists():
        by.affiliations.create(
            unit=unit, role=Role.EMPLOYEE, source=Source.PROVIDER, first_day=today(), last_day=None
        )
    by.__dict__.pop("_standings", None)
    return True


def unplaced_employments(user: User) -> AffiliationQuerySet:
    """Employments of which only the partner is known."""
    return user.affiliations.on(today()).filter(
        source=Source.PROVIDER, role=Role.EMPLOYEE, unit__in=Unit.objects.wholes()
    )


def _means(affiliation: Affiliation) -> list[Membership]:
    """A supervisor is an employee too, so that nobody is noted twice."""
    role = Role.EMPLOYEE.value if affiliation.role in STAFF_ROLES else affiliation.role
    return [(affiliation.unit.partner.key, role)]


def _still_told(affiliation: Affiliation, told: AbstractSet[Membership]) -> bool:
    return any(each in told for each in _means(affiliation))


def _begin(user: User, partner: str, role: str) -> None:
    """Without effect before the partnership is loaded anew, which is when each partner gets such a unit."""
    unit = Unit.objects.wholes().filter(partner__key=partner).first()
    if unit is not None:
        user.affiliations.create(unit=unit, role=role, source=Source.PROVIDER, first_day=today())


def _end(affiliation: Affiliation) -> None:
    """No right follows from it from now on; what began today leaves no day to keep."""
    if affiliation.first_day >= today():
        affiliation.delete()
        return
    affiliation.last_day = today() - timedelta(days=1)
    affiliation.save(update_fields=["last_day"])
