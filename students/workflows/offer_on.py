"""Offers a task that nobody took on, as a new draft."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from portal.core.clock import today
from portal.core.models.thread import Relation, ThreadLink
from portal.core.workflows.authored import make
from portal.core.workflows.thread import link
from portal.core.workflows.transition import NotPossibleError
from portal.partnership.models import User
from students.models import StudentTask, TaskKind
from students.queries.post import apply_by
from students.queries.untaken import next_semester, untaken_tasks
from students.rules.enums import TaskState
from students.rules.rights import may_offer_on

COPIED = (
    *("title", "summary", "themes", "learn", "unit", "contact", "data", "data_offered", "kind", "fields"),
    *("supervisor", "supervisor_wanted", "groups", "group_min", "group_max", "in_english", "agreement"),
    *("measure", "confidential", "place", "travel", "assign_by", "course", "coordinator", "is_example"),
)
"""What the new task says as well. Not hours: its leader confirms them anew."""


@transaction.atomic
def offer_on(task: StudentTask, *, by: User, kind: TaskKind | None = None) -> StudentTask:
    """A draft like `task` for the next semester that can still be applied for, as another `kind` if given.

    Asked twice, it gives the draft there is. The two are linked. Raises NotPossibleError for a task that
    somebody took or that can still be taken, and PermissionDenied.
    """
    if not may_offer_on(by, task):
        raise PermissionDenied
    StudentTask.objects.select_for_update(of=("self",)).get(pk=task.pk)
    links = ThreadLink.objects.filter(earlier=task.thread_id, later__kind="task")
    before = StudentTask.objects.filter(thread__in=links.values("later")).first()
    if before is not None:
        return before
    if not untaken_tasks(today()).filter(pk=task.pk).exists():
        raise NotPossibleError(_("Only a task that nobody took by its last day to apply can be offered on."))
    semester = next_semester(today())
    new = StudentTask(state=TaskState.DRAFT, **{name: getattr(task, name) for name in COPIED})
    new.kind = kind or new.kind
    new.semester, new.deadline = semester.key, max(apply_by(semester), today())
    make(new, by=by)
    link(task.thread, new.thread, Relation.BECAME, by=by)
    return new
