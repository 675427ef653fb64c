"""Who may do what with student tasks. Each has a twin among the querysets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import rules

from portal.partnership.queries.standing import standing_of
from portal.partnership.rules.standing import (
    is_administrator,
    is_inside,
    is_municipal_staff,
    is_on_team,
    is_partner_staff,
    is_student,
    is_university_staff,
)

if TYPE_CHECKING:
    from students.models import Assignment, Interest, StudentTask

may_post_tasks = is_municipal_staff | is_on_team | is_administrator
runs_tasks = is_on_team | is_administrator
may_reserve = is_university_staff
may_show_interest = is_student


def units_led(user: Any) -> list[int]:
    """Keys of the units the person leads today."""
    return [place.unit_id for place in standing_of(user).places if place.role == "leader"]


@rules.predicate
def owns_task(user: Any, task: StudentTask) -> bool:
    """Wrote it, or is its contact, and has not left the partnership."""
    return bool(is_inside(user)) and user.pk in (task.made_by_id, task.contact_id)


@rules.predicate
def may_edit_task(user: Any, task: StudentTask) -> bool:
    return bool(owns_task(user, task) or runs_tasks(user))


@rules.predicate
def leads_tasks_unit(user: Any, task: StudentTask) -> bool:
    """Leader of its unit, or of the unit above that one."""
    led = units_led(user)
    return task.unit_id in led or (task.unit.parent_id is not None and task.unit.parent_id in led)


@rules.predicate
def may_offer_on(user: Any, task: StudentTask) -> bool:
    """Its owner, the team, and the leader of its unit: who may make a new draft of what nobody took."""
    return bool(may_edit_task(user, task) or leads_tasks_unit(user, task))


@rules.predicate
def may_check_task(user: Any, task: StudentTask) -> bool:
    """The team, but nobody checks what they wrote or are the contact for."""
    return bool(is_on_team(user)) and not owns_task(user, task)


@rules.predicate
def may_answer_interest(user: Any, task: StudentTask) -> bool:
    """The owner; the coordinator or supervisor of a task they assign; the team on their behalf.

    Whoever has left the partners reads no more of students, whatever they once wrote.
    """
    if not getattr(user, "is_authenticated", False):
        return False
    theirs = owns_task(user, task) or user.pk in (task.coordinator_id, task.supervisor_id)
    return bool(theirs and is_partner_staff(user)) or bool(is_on_team(user))


@rules.predicate
def may_unreserve(user: Any, task: StudentTask) -> bool:
    """Who reserved it for a course, its owner, and the team."""
    coordinates = bool(getattr(user, "is_authenticated", False)) and user.pk == task.coordinator_id
    theirs = coordinates or owns_task(user, task)
    return bool(theirs and is_partner_staff(user)) or bool(is_on_team(user))


@rules.predicate
def owns_interest(user: Any, interest: Interest) -> bool:
    return bool(getattr(user, "is_authenticated", False)) and interest.by_id == user.pk


@rules.predicate
def may_approve_academically(user: Any, assignment: Assignment) -> bool:
    """Its supervisor, or the coordinator of its course, as long as they work at a partner."""
    if not getattr(user, "is_authenticated", False):
        return False
    theirs = user.pk in (
        assignment.supervisor_id,
        assignment.task.supervisor_id,
        assignment.task.coordinator_id,
    )
    return theirs and bool(is_partner_staff(user))
