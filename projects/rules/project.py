"""The phases of a project, and what each asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.rules.transition import Table, Transition
from projects.queries.project import partners_without_owner
from projects.rules.enums import ProjectState
from projects.rules.rights import may_edit_project

if TYPE_CHECKING:
    from projects.models import Project


def owners_named(project: Project) -> str:
    """Beyond the idea phase every required partner has a named owner; the database holds it too."""
    missing = partners_without_owner(project)
    if not missing:
        return ""
    return _("Name an owner at %(partners)s first.") % {"partners": _(" and ").join(map(str, missing))}


def three_sentences(project: Project) -> str:
    if project.learned and project.changed and project.call:
        return ""
    return _("Say what you learned, what changed and whom to call first.")


def lesson_told(project: Project) -> str:
    return "" if project.learned else _("Say what you learned first.")


P = ProjectState


def _phase(action: str, sources: tuple[str, ...], target: str, label: Any, public: Any, **more: Any) -> Any:
    return [
        Transition(
            action=action,
            source=source,
            target=target,
            who=may_edit_project,
            label=label,
            public=public,
            **more,
        )
        for source in sources
    ]


PROJECT = Table(
    (
        *_phase(
            "prepare",
            (P.IDEA,),
            P.PRE_PROJECT,
            gettext_lazy("Start the pre-project"),
            gettext_lazy("The pre-project has started."),
            guard=owners_named,
        ),
        *_phase(
            "apply",
            (P.IDEA, P.PRE_PROJECT),
            P.APPLYING,
            gettext_lazy("Begin to apply for money"),
            gettext_lazy("It applies for money."),
            guard=owners_named,
        ),
        *_phase(
            "run",
            (P.IDEA, P.PRE_PROJECT, P.APPLYING),
            P.RUNNING,
            gettext_lazy("Start the project"),
            gettext_lazy("The project is running."),
            guard=owners_named,
        ),
        *_phase(
            "complete",
            (P.PRE_PROJECT, P.RUNNING),
            P.COMPLETED,
            gettext_lazy("Complete the project"),
            gettext_lazy("The project is completed."),
            guard=three_sentences,
        ),
        *_phase(
            "shelve",
            (P.IDEA, P.PRE_PROJECT, P.APPLYING, P.RUNNING),
            P.SHELVED,
            gettext_lazy("Shelve the project"),
            gettext_lazy("The project is shelved."),
            guard=lesson_told,
        ),
        *_phase(
            "reopen",
            (P.SHELVED,),
            P.IDEA,
            gettext_lazy("Take it up again"),
            gettext_lazy("It is taken up again."),
        ),
        *_phase(
            "reopen",
            (P.COMPLETED,),
            P.RUNNING,
            gettext_lazy("Take it up again"),
            gettext_lazy("It is taken up again."),
            guard=owners_named,
        ),
    )
)
