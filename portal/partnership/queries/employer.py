"""Which partners a provider speaks of, and which of somebody's affiliations follow from it."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.socialaccount.models import SocialAccount
from django.db.models import Q

from portal.partnership.models import Partner, User
from portal.partnership.models.partner import PartnerKind
from portal.partnership.models.person import Role
from portal.partnership.rules.claims import Employer, Told

Membership = tuple[str, str]
"""A partner's key and a `Role`."""


def memberships(told: Iterable[Told]) -> list[list[str]]:
    """What providers' words mean here: [partner's key, role], sorted. Students are a university's only.

    A pupil of a municipality is no student, and organisations outside the partnership say nothing. Members
    of a tenant are its staff, but at a university, where most are students.
    """
    found: set[Membership] = set()
    for each in told:
        partner = partner_of(each.employer)
        if partner is None:
            continue
        is_university = partner.kind == PartnerKind.UNIVERSITY
        if each.role == "staff" or (each.role == "member" and not is_university):
            found.add((partner.key, Role.EMPLOYEE.value))
        elif each.role == "student" and is_university:
            found.add((partner.key, Role.STUDENT.value))
    return [list(each) for each in sorted(found)]


def partner_of(employer: Employer) -> Partner | None:
    """The partner by its key, its organisation number, or what the provider calls it."""
    means = Q(pk=None)
    if employer.partner:
        means |= Q(key=employer.partner)
    if employer.number:
        means |= Q(organisation_number=employer.number)
    if employer.realm:
        means |= Q(realms__contains=[employer.realm])
    return Partner.objects.filter(means).first()


def told_memberships(user: User) -> set[Membership]:
    """What all of somebody's ways in have said when last used."""
    accounts = SocialAccount.objects.filter(user=user)
    return {tuple(each) for account in accounts for each in account.extra_data.get("memberships", [])}
