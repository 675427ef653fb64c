"""Registers applications for money, and says how they went."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from portal.core.models import ThreadChange
from portal.core.models.thread import Relation
from portal.core.workflows.authored import make
from portal.core.workflows.thread import link
from portal.core.workflows.transition import NotPossibleError, take
from projects.models import Application, Project
from projects.rules.application import APPLICATION
from projects.rules.enums import ApplicationState, ProjectState
from projects.rules.rights import may_edit_project


@transaction.atomic
def register_application(project: Project, values: Mapping[str, Any], *, by: Any) -> Application:
    """Make an application of the project's, under its themes, which its thread leads to.

    Raises PermissionDenied for who may not edit the project, NotPossibleError where it is closed.
    """
    now = Project.objects.select_for_update(of=("self",)).select_related("thread").get(pk=project.pk)
    if not may_edit_project(by, now):
        raise PermissionDenied
    if now.state in (ProjectState.COMPLETED, ProjectState.SHELVED):
        raise NotPossibleError(_("The project is closed. Take it up again first."))
    planned = Application(project=now, state=ApplicationState.PLANNED, themes=now.themes, **values)
    planned.is_example = now.is_example
    application = make(planned, by=by)
    link(now.thread, application.thread, Relation.APPLIED, by=by)
    return application


def move_application(
    application: Application, action: str, *, by: Any, note: str = "", granted: Decimal | None = None
) -> ThreadChange:
    """Take a step of its table. A sum comes with a grant and with nothing else.

    Why it was refused or not sent stands on its page until it is written after all. Raises as `take`.
    """
    also: dict[str, Any] = {"reason": note.strip()} if note.strip() or action == "reopen" else {}
    return take(
        application,
        APPLICATION,
        action,
        by=by,
        note=note,
        granted=granted if action == "grant" else None,
        **also,
    )
