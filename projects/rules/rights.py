"""Who may do what with needs, projects, exchanges and results. Each has a twin among the querysets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import rules

from portal.partnership.rules.standing import (
    is_administrator,
    is_inside,
    is_municipal_staff,
    is_on_team,
    is_partner_staff,
)

if TYPE_CHECKING:
    from projects.models import Application, Exchange, Project, Result

runs_projects = is_on_team | is_administrator
"""Edits any project and result, moves needs on."""

may_voice_needs = is_municipal_staff | runs_projects
may_take_part_in_needs = is_partner_staff | is_on_team
"""Says “we too” for a unit of their own, or offers to contribute."""
may_make_projects = is_partner_staff | runs_projects


@rules.predicate
def may_move_need(user: Any, _need: Any = None) -> bool:
    return bool(runs_projects(user))


@rules.predicate
def is_owner_of_project(user: Any, project: Project) -> bool:
    """Answers for it at a partner, or has set it up, and has not left. Reads its owners."""
    if not is_inside(user):
        return False
    return project.made_by_id == user.pk or any(owner.person_id == user.pk for owner in project.owners.all())


@rules.predicate
def may_edit_project(user: Any, project: Project) -> bool:
    return bool(runs_projects(user) or is_owner_of_project(user, project))


@rules.predicate
def may_edit_application(user: Any, application: Application) -> bool:
    return bool(may_edit_project(user, application.project))


@rules.predicate
def may_edit_exchange(user: Any, exchange: Exchange) -> bool:
    if not is_inside(user):
        return False
    return user.pk in (exchange.made_by_id, exchange.contact_id) or bool(runs_projects(user))


@rules.predicate
def may_edit_result(user: Any, result: Result) -> bool:
    """Who made it, who answers for it, the owners of its project, the team and the administrator.

    Whoever has left the partnership changes nothing more, whatever they once wrote.
    """
    if not is_inside(user):
        return False
    if user.pk in (result.made_by_id, result.contact_id) or runs_projects(user):
        return True
    return result.project is not None and bool(is_owner_of_project(user, result.project))
