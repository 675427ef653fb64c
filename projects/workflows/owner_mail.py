"""Mail to who is named owner of a project by somebody else: once each time they are named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse

from portal.core.mail import absolute_url
from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxError
from portal.core.workflows.outbox import Message, enqueue_many
from portal.partnership.models import Partner, User
from portal.partnership.workflows.letter import Reader, written
from projects.models import Project, ProjectOwner

NAMED = "projects.owner_named"
ABOUT = "projects.project:"


def tell_named(project: Project, named: Iterable[tuple[Partner, User]], *, by: Any) -> int:
    """Queue the mail, in the transaction that names them; gives the number of mails.

    Nobody hears of their own doing. The version of the project tells one naming from the next.
    """
    return enqueue_many(
        _message(person, project, partner, by)
        for partner, person in named
        if person.pk != getattr(by, "pk", None) and person.is_active
    )


def look_again(rows: Sequence[OutboxMessage]) -> Mapping[int, str]:
    """The last look: who is no longer owner there gets none."""
    keys = {row.object_key.removeprefix(ABOUT) for row in rows}
    owners = ProjectOwner.objects.filter(project__in=[key for key in keys if key.isdigit()])
    theirs = {
        (f"{ABOUT}{project}", person, partner)
        for project, person, partner in owners.values_list("project_id", "person_id", "partner__key")
    }
    return {
        row.pk: OutboxError.NO_LONGER_THEIRS
        for row in rows
        if (row.object_key, row.recipient_id, row.occurrence.partition("/")[2]) not in theirs
    }


def _message(person: User, project: Project, partner: Partner, by: Any) -> Message:
    return written(
        "owner_named",
        Reader.of(person),
        lambda: _context(person, project, partner, by),
        kind=NAMED,
        object_key=f"{ABOUT}{project.pk}",
        occurrence=f"{project.version}/{partner.key}",
    )


def _context(person: User, project: Project, partner: Partner, by: Any) -> dict[str, Any]:
    """In the person's language, which is active already."""
    return {
        "person": person,
        "title": project.title,
        "partner": str(partner),
        "who": getattr(by, "name", ""),
        "email": getattr(by, "email", ""),
        "url": absolute_url(project.get_absolute_url()),
        "owners_url": absolute_url(reverse("project_owners", args=[project.slug])),
        "is_example": project.is_example,
    }
