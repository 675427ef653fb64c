"""What is asked of projects."""

from __future__ import annotations

from portal.partnership.models import Partner
from projects.models import Project


def partners_without_owner(project: Project) -> list[Partner]:
    """The required partners at which nobody is named yet. Two queries."""
    named = {owner.partner_id for owner in project.owners.all() if owner.person_id}
    return [partner for partner in Partner.objects.filter(required=True) if partner.pk not in named]
