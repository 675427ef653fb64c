"""Follows a group's work from the accepted offer until it is completed, or broken off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.workflows.transition import NotPossibleError, StaleError, note_change
from students.models import Assignment, AssignmentPoint, StudentTask
from students.rules.assignment import ASSIGNMENT
from students.rules.enums import AssignmentState, DataNeed, Point
from students.rules.rights import may_approve_academically
from students.workflows.assign_places import lock_tasks, settle_places
from students.workflows.moving import move
from students.workflows.work_mail import tell_of_end

CLEARED, RECORDED = "data_cleared", "assignment.recorded"
ENDED = (AssignmentState.DELIVERED, AssignmentState.COMPLETED, AssignmentState.BROKEN_OFF)


def approve(work: Assignment, *, by: Any) -> Assignment:
    """Approve academically; whoever does it as the supervisor of nobody's work becomes its supervisor."""
    academic = may_approve_academically(by, work)
    supervisor = {"supervisor": by} if academic and work.supervisor is None else {}
    return step(work, "approve", by=by, approved_by=by, **supervisor)


@transaction.atomic
def step(work: Assignment, action: str, *, by: Any, note: str = "", **also: Any) -> Assignment:
    """Take the work a step on, and set `also` with it. Raises NotPossibleError and PermissionDenied."""
    lock_tasks([work.task_id])
    return move(work, ASSIGNMENT, action, by=by, note=note, **also, **bumped())


@transaction.atomic
def record_agreement(
    work: Assignment, *, signed_on: date, reference: str, ends_on: date, by: Any, seen: int
) -> Assignment:
    """Note when the agreement was signed, where it is archived, and when the work ends. Raises StaleError."""
    now = lock(work, seen=seen)
    if now.state in ENDED:
        raise NotPossibleError(_("The work is over, so this can’t be changed any more."))
    values = {"agreement_on": signed_on, "agreement_ref": reference, "ends_on": ends_on}
    Assignment.objects.filter(pk=work.pk).update(**values, **bumped())
    work.refresh_from_db()
    note_change(now.task, RECORDED, by=by)
    return work


@transaction.atomic
def record_clearing(task: StudentTask, *, cleared_on: date, reference: str, by: Any) -> StudentTask:
    """Note when the use of personal data was cleared, and where that is written: the work may start."""
    now = StudentTask.objects.select_for_update(of=("self",)).get(pk=task.pk)
    if now.data not in (DataNeed.PERSONAL, DataNeed.SENSITIVE):
        raise NotPossibleError(_("The task needs no data that must be cleared."))
    StudentTask.objects.filter(pk=task.pk).update(
        data_cleared_on=cleared_on, data_reference=reference, version=F("version") + 1
    )
    task.refresh_from_db()
    note_change(task, CLEARED, by=by)
    return task


@transaction.atomic
def tick_points(work: Assignment, points: Iterable[str], *, by: Any) -> None:
    """Tick these points of the check list and no others; whoever ticked one first stands at it."""
    lock(work)
    wanted = {Point(point) for point in points}
    work.points.exclude(point__in=wanted).delete()
    AssignmentPoint.objects.bulk_create(
        [AssignmentPoint(assignment=work, point=point, by=by) for point in wanted], ignore_conflicts=True
    )


@transaction.atomic
def break_off(work: Assignment, *, by: Any, reason: str) -> Assignment:
    """End the work before it is delivered, and free its place. The group and who follows it are told why."""
    step(work, "break_off", by=by, note=reason)
    settle_places(work.task)
    tell_of_end(work, by=by)
    return work


def lock(work: Assignment, *, seen: int | None = None) -> Assignment:
    """Hold its task's row and the work's to the end of the caller's transaction. Raises StaleError."""
    lock_tasks([work.task_id])
    now = Assignment.objects.select_for_update(of=("self",)).select_related("task").get(pk=work.pk)
    if seen is not None and now.version != seen:
        raise StaleError
    return now


def bumped() -> dict[str, Any]:
    """What changes with every change."""
    return {"version": F("version") + 1, "updated_at": timezone.now()}
