"""A task reserved for a course, whose coordinator hands it out among its students."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from portal.core.clock import today
from portal.core.workflows.authored import edit
from portal.core.workflows.transition import NotPossibleError
from portal.partnership.models import User
from students.models import StudentTask
from students.rules.enums import AssignBy, InterestState
from students.rules.rights import may_reserve, may_unreserve
from students.workflows.answerer_mail import tell_owners_of_course
from students.workflows.assign_places import lock_tasks
from students.workflows.interest_mail import tell_group


@transaction.atomic
def reserve(task: StudentTask, *, by: User, course: str, seen: int) -> None:
    """Reserve an open task that no group has got for a course: from now on `by` answers interest in it.

    Its owners are told, and those who wait for an answer. Raises NotPossibleError, StaleError and
    PermissionDenied.
    """
    locked = lock_tasks([task.pk])[task.pk]
    if not may_reserve(by):
        raise PermissionDenied
    if why := in_the_way(locked):
        raise NotPossibleError(why)
    edit(task, {"assign_by": AssignBy.COURSE, "course": course.strip()}, by=by, seen=seen)
    StudentTask.objects.filter(pk=task.pk).update(coordinator=by)
    task.refresh_from_db()
    tell_owners_of_course(task)
    waiting = task.interests.filter(state=InterestState.REGISTERED).select_related("by", "task")
    for interest in waiting.prefetch_related("members"):
        tell_group(interest, "reserved")


@transaction.atomic
def release(task: StudentTask, *, by: User, seen: int) -> None:
    """Give a reserved task back to its owners, who answer interest in it again. Raises as `reserve`."""
    locked = lock_tasks([task.pk])[task.pk]
    if not may_unreserve(by, locked):
        raise PermissionDenied
    if locked.assign_by != AssignBy.COURSE:
        raise NotPossibleError(_("The task is not reserved for a course."))
    edit(task, {"assign_by": AssignBy.OWNER, "course": ""}, by=by, seen=seen)
    StudentTask.objects.filter(pk=task.pk).update(coordinator=None)
    task.refresh_from_db()


def in_the_way(task: StudentTask) -> str:
    """Why a task can't be reserved now, as a sentence; empty where it can."""
    if task.assign_by == AssignBy.COURSE:
        return _("The task is reserved for %(course)s already.") % {"course": task.course}
    if not task.is_open(today()):
        return _("Only a task that is open for interest can be reserved.")
    if task.assignments.holding_a_place().exists():
        return _("A group has been offered the task already.")
    return ""
