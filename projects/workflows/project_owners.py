"""Names who answers for a project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.core.workflows.authored import edit
from portal.core.workflows.transition import NotPossibleError
from portal.partnership.models import Partner, User
from projects.models import Project, ProjectOwner
from projects.models.project import BEYOND_IDEA
from projects.workflows.owner_mail import tell_named

Owners = Mapping[Partner, User | None]


@transaction.atomic
def name_owners(project: Project, owners: Owners, *, by: Any, seen: int) -> bool:
    """Let each person answer for the project at their partner; None takes out whoever did.

    Whoever is named by somebody else is told. The history keeps at which partners something changed, and no
    names. Raises StaleError; NotPossibleError
    where a required partner of a project beyond the idea phase would be without an owner.
    """
    now = {owner.partner_id: owner.person_id for owner in ProjectOwner.objects.filter(project=project)}
    changes = {
        partner: person
        for partner, person in owners.items()
        if now.get(partner.pk) != (person.pk if person else None)
    }
    places = sorted(partner.key for partner in changes)
    changed = edit(project, {}, by=by, seen=seen, **({"owners": places} if places else {}))
    for partner, person in changes.items():
        _set(project, partner, person)
    tell_named(project, [(partner, person) for partner, person in changes.items() if person], by=by)
    return changed


def _set(project: Project, partner: Partner, person: User | None) -> None:
    """`edit` holds the project's row, so that it stays in its phase."""
    if person:
        ProjectOwner.objects.update_or_create(project=project, partner=partner, defaults={"person": person})
        return
    if partner.required and project.state in BEYOND_IDEA:
        raise NotPossibleError(
            _("A project beyond the idea phase has an owner at %(partner)s. Name somebody else instead.")
            % {"partner": partner}
        )
    ProjectOwner.objects.filter(project=project, partner=partner).delete()
