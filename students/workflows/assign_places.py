"""The places of a task: who is locked first, when it is full, and when a place is free again.

Everything that moves interest locks the rows of its tasks first, in the order of their keys, so that two
groups who answer at once wait for each other. That no task has more groups than places is the database's own
rule (`task_has_a_free_group_place`). A place that gets free is nobody's by itself: whoever answers interest
is told who is first on the waiting list, and offers it.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, F, Q

from portal.core.workflows.transition import take
from students.models import Assignment, Interest, StudentTask
from students.rules.assignment import ASSIGNMENT
from students.rules.enums import AssignmentState, InterestState, TaskState
from students.rules.interest import INTEREST, STILL_WAITS
from students.rules.task import TASK
from students.workflows.answerer_mail import tell_of_free_place
from students.workflows.interest_mail import tell_group
from students.workflows.moving import move

TAKEN = Q(assignments__isnull=False) & ~Q(assignments__state__in=["offered", "broken_off"])


def lock_tasks(keys: Iterable[int]) -> dict[int, StudentTask]:
    """Hold the rows of these tasks until the caller's transaction ends, by key."""
    rows = StudentTask.objects.select_for_update(of=("self",)).filter(pk__in=set(keys)).order_by("pk")
    return {task.pk: task for task in rows}


def drop_offer(interest: Interest) -> None:
    """Give the place of an offer back; an interest without one holds none. It may be offered one anew."""
    offered = Assignment.objects.filter(interest=interest, state=AssignmentState.OFFERED).first()
    if offered:
        move(offered, ASSIGNMENT, "drop", by=None, interest=None)


@transaction.atomic
def settle_places(task: StudentTask) -> bool:
    """Make a task full once groups have accepted all its places, or published again; says if it changed.

    In a task that gets full everyone who waits is on the waiting list and told, in the same transaction.
    """
    locked = lock_tasks([task.pk])[task.pk]
    taken = locked.assignments.holding_a_place().exclude(state=AssignmentState.OFFERED).count()
    if locked.state == TaskState.PUBLISHED and taken >= locked.groups:
        _fill(locked)
    elif locked.state == TaskState.FULL and taken < locked.groups:
        take(locked, TASK, "free", by=None)
        tell_of_free_place(locked)
    else:
        return False
    task.refresh_from_db()
    return True


def _fill(task: StudentTask) -> None:
    take(task, TASK, "fill", by=None)
    waiting = task.interests.select_related("by", "task").prefetch_related("members")
    for interest in waiting.filter(state__in=[InterestState.REGISTERED, InterestState.WAITLISTED]):
        if interest.state == InterestState.REGISTERED:
            move(interest, INTEREST, "queue", by=None)
        tell_group(interest, "full")


def unsettled() -> list[StudentTask]:
    """Tasks whose state says something else than their groups do, after one broke off, or more are let in."""
    counted = StudentTask.objects.filter(state__in=[TaskState.PUBLISHED, TaskState.FULL]).annotate(
        taken=Count("assignments", filter=TAKEN)
    )
    wrong = Q(state=TaskState.PUBLISHED, taken__gte=F("groups")) | Q(
        state=TaskState.FULL, taken__lt=F("groups")
    )
    return list(counted.filter(wrong).order_by("pk"))


@transaction.atomic
def end_interest(task: StudentTask) -> int:
    """Answer everyone who still waits in a task that is closed or withdrawn; gives how many."""
    lock_tasks([task.pk])
    waiting = task.interests.filter(state__in=STILL_WAITS).select_related("by", "task")
    ended = list(waiting.prefetch_related("members").order_by("created_at", "pk"))
    for interest in ended:
        move(interest, INTEREST, "lapse", by=None)
        drop_offer(interest)
        tell_group(interest, "closed")
    return len(ended)
