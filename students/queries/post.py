"""What somebody may post a task for, and whom they can name in it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from portal.partnership.models import Unit
from portal.partnership.models.partner import WHOLE, PartnerKind
from portal.partnership.rules.standing import own_units
from students.models import StudentTask, TaskRound
from students.models.task import LISTED
from students.rules.enums import Term
from students.rules.rights import leads_tasks_unit, may_edit_task, runs_tasks
from students.rules.semester import SPRING, Semester


def units_to_post_for(user: Any) -> QuerySet[Unit]:
    """One's own units in the municipality; any of them for the team.

    Of whom only the employer is known may choose among all of its units.
    """
    units = Unit.objects.named().filter(partner__kind=PartnerKind.MUNICIPALITY).select_related("partner")
    if runs_tasks(user):
        return units
    own = own_units(user)
    whole = Unit.objects.filter(pk__in=own, kind=WHOLE).values("partner")
    return units.filter(Q(pk__in=own) | Q(partner__in=whole))


def apply_by(semester: Semester) -> date:
    """The last day of a semester's round; the semester's first day where the partnership has none."""
    term = Term.SPRING if semester.term == SPRING else Term.AUTUMN
    found = TaskRound.objects.filter(key=term).values_list("apply_by", flat=True).first()
    return semester.deadline(found) if found else semester.first_day


def task_to_copy(user: Any, slug: str) -> StudentTask | None:
    """The task that `user` wants to post again: one that everyone reads, their own or their unit's."""
    task = StudentTask.objects.select_related("unit").filter(slug=slug).first()
    if task is None:
        return None
    theirs = may_edit_task(user, task) or leads_tasks_unit(user, task)
    return task if task.state in LISTED or theirs else None
