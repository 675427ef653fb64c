"""Writes student tasks, changes them, and sends them on their way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.core.clock import today
from portal.core.models.thread import Relation, Thread
from portal.core.workflows.authored import edit, make
from portal.core.workflows.thread import link
from portal.core.workflows.transition import StaleError, take
from portal.partnership.models import User
from students.models import StudentTask
from students.queries.leader import leaders_of
from students.rules.enums import TaskState
from students.rules.post import CONFIRMED_FIELDS
from students.rules.rights import leads_tasks_unit
from students.rules.task import TASK
from students.workflows.assign_places import end_interest, lock_tasks, settle_places
from students.workflows.leader_mail import ask_leaders, ask_team

RELATIONS = {"need": Relation.BECAME, "result": Relation.BECAME, "project": Relation.BECAME}
"""What a new task is to the kinds of things one may be made from."""
EMPTIED = {"withdraw": "asked_leader_at", "reopen": "published_at"}
"""Whoever is asked about a withdrawn task is asked no more; one taken up again is a draft to all."""
ENDING = ("close", "withdraw")
"""Steps after which nobody waits for the task."""
IN_CHECK = (TaskState.LEADER_CONFIRMED, TaskState.SUBMITTED)


@transaction.atomic
def draft_task(values: Mapping[str, Any], *, by: User, origin: Thread | None = None) -> StudentTask:
    """A new draft with these fields, linked to the thread it comes from."""
    task = make(StudentTask(state=TaskState.DRAFT, **values), by=by)
    if origin and origin.kind in RELATIONS:
        link(origin, task.thread, RELATIONS[origin.kind], by=by)
    return task


@transaction.atomic
def change_task(task: StudentTask, values: Mapping[str, Any], *, by: User, seen: int) -> bool:
    """Change a task; says whether anything is new. Raises StaleError.

    Where what the leader confirmed changes, the leader's word no longer holds: a task in the quality check
    is a draft again. Whoever is being asked is asked about what it says now. With more places, or fewer, it
    may have room again, or be full.
    """
    places = task.groups
    before = {name: getattr(task, f"{name}_id", getattr(task, name)) for name in CONFIRMED_FIELDS}
    changed = edit(task, values, by=by, seen=seen)
    after = {name: getattr(task, f"{name}_id", getattr(task, name)) for name in CONFIRMED_FIELDS}
    if before != after and task.confirmed_at:
        _forget_leaders_word(task)
    elif before["unit"] != after["unit"] and task.asked_leader_at:
        _ask(task, by=by)
    if task.groups != places:
        settle_places(task)
    return changed


@transaction.atomic
def step_on(task: StudentTask, action: str, *, by: User, note: str = "") -> None:
    """Close, withdraw or take up again; whoever still waits for a closed or withdrawn task gets an answer.

    Raises NotPossibleError and PermissionDenied.
    """
    lock_tasks([task.pk])
    also = {EMPTIED[action]: None} if action in EMPTIED else {}
    take(task, TASK, action, by=by, note=note, **also)
    if action in ENDING:
        end_interest(task)


def _forget_leaders_word(task: StudentTask) -> None:
    if task.state in IN_CHECK:
        take(task, TASK, "unconfirm", by=None, confirmed_at=None, leader=None)
    elif task.state == TaskState.DRAFT:
        StudentTask.objects.filter(pk=task.pk).update(confirmed_at=None, leader=None)
        task.refresh_from_db()


@transaction.atomic
def send(task: StudentTask, *, by: User, seen: int, hours: int | None = None) -> StudentTask:
    """Send a draft on: to its leader, or where the leader's word holds or is the sender's, to the check.

    A leader who sends says the `hours`. What the last check said of it is cleared once it is back there.
    Raises StaleError, NotPossibleError and PermissionDenied.
    """
    locked = StudentTask.objects.select_for_update(of=("self",)).get(pk=task.pk)
    if locked.version != seen:
        raise StaleError
    if locked.confirmed_at:
        take(task, TASK, "resubmit", by=by, comments={})
    elif hours is not None and leads_tasks_unit(by, locked):
        settle(task, by=by, hours=hours)
    else:
        _ask(task, by=by)
    return task


def settle(task: StudentTask, *, by: User, hours: int, note: str = "") -> None:
    """The leader's yes, and on to the quality check. In the caller's transaction."""
    leader = by if leads_tasks_unit(by, task) else None
    now = timezone.now()
    take(
        task,
        TASK,
        "confirm",
        by=by,
        note=note,
        hours=hours,
        leader=leader,
        confirmed_at=now,
        asked_leader_at=None,
    )
    take(task, TASK, "submit", by=None, comments={})


def _ask(task: StudentTask, *, by: User) -> None:
    take(task, TASK, "ask", by=by, asked_leader_at=timezone.now())
    leaders = leaders_of(task.unit, today())
    if leaders:
        ask_leaders(task, leaders)
    else:
        ask_team(task, by=by)
