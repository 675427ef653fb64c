"""What is asked of applications for money."""

from __future__ import annotations

from typing import Any

from projects.models import Application, Project
from projects.models.application import ApplicationQuerySet


def applications_editable_by(user: Any) -> ApplicationQuerySet:
    """Twin of `rules.rights.may_edit_application`."""
    return Application.objects.filter(project__in=Project.objects.editable_by(user))


def application_export(user: Any) -> list[dict[str, Any]]:
    """Those the person has registered."""
    return [
        {
            "title": application.title.as_dict(),
            "funder": application.funder,
            "written_at": application.created_at,
            "state": application.state,
        }
        for application in Application.objects.filter(made_by=user)
    ]
