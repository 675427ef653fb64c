"""Answers to interest: an offer, the waiting list, or no and why; and the group's answer to an offer."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.core.clock import today
from portal.core.workflows.transition import NotPossibleError
from portal.partnership.models import User
from portal.partnership.queries.working_days import promised_by
from students.models import Assignment, Interest
from students.queries.interest import ANSWERED_WITHIN, others_of
from students.rules.assignment import ASSIGNMENT
from students.rules.enums import InterestState, TaskState
from students.rules.interest import INTEREST
from students.workflows.answerer_mail import tell_answerers
from students.workflows.approval import ask_for_approval
from students.workflows.assign_places import drop_offer, lock_tasks, settle_places
from students.workflows.interest_mail import tell_group
from students.workflows.moving import move

ASSIGNED_IN = (TaskState.PUBLISHED, TaskState.FULL)
ROOM = "task_has_a_free_group_place"
"""The database's own rule, by its name in the error."""


@transaction.atomic
def offer(interest: Interest, *, by: User) -> Assignment:
    """Offer a group the task, which holds one of its places until they answer, within seven working days.

    Raises NotPossibleError where no place is free, and PermissionDenied.
    """
    task = lock_tasks([interest.task_id])[interest.task_id]
    if task.state not in ASSIGNED_IN:
        raise NotPossibleError(_("The task is not published now, so nobody can be offered it."))
    move(interest, INTEREST, "offer", by=by, answer_by=promised_by(today(), ANSWERED_WITHIN))
    try:
        with transaction.atomic():
            made = Assignment.objects.create(
                task=task, interest=interest, supervisor=task.supervisor, is_example=interest.is_example
            )
    except IntegrityError as error:
        raise _no_room(error) from None
    tell_group(interest, "offer")
    return made


@transaction.atomic
def put_on_waiting_list(interest: Interest, *, by: User) -> None:
    """Answer that they hear when a place gets free. Raises NotPossibleError and PermissionDenied."""
    lock_tasks([interest.task_id])
    move(interest, INTEREST, "wait", by=by)
    tell_group(interest, "wait")


@transaction.atomic
def decline(interest: Interest, *, by: User, reason: str) -> None:
    """Answer no, with the reason, which only the group reads. Raises NotPossibleError, PermissionDenied."""
    lock_tasks([interest.task_id])
    move(interest, INTEREST, "decline", by=by, note=reason)
    tell_group(interest, "decline", note=interest.reason)


@transaction.atomic
def retract(interest: Interest, *, by: User, reason: str) -> None:
    """Take an unanswered offer back; the group is on the waiting list, and told why. Its place is free.

    Raises NotPossibleError and PermissionDenied.
    """
    lock_tasks([interest.task_id])
    move(interest, INTEREST, "retract", by=by, note=reason, answer_by=None)
    drop_offer(interest)
    tell_group(interest, "retract", note=interest.reason)


@transaction.atomic
def accept(interest: Interest, *, by: User) -> None:
    """The group takes the task, within the time it has. With the last place the task is full.

    What else the same group waited for is superseded, and those who would have answered it are told. Raises
    NotPossibleError and PermissionDenied.
    """
    others = others_of(interest)
    lock_tasks([interest.task_id, *(other.task_id for other in others)])
    interest.refresh_from_db()
    if interest.answer_by and interest.answer_by < today() and interest.state == InterestState.OFFERED:
        raise NotPossibleError(
            _("The time to answer is over. Write to the contact if you still want the task.")
        )
    move(interest, INTEREST, "accept", by=by)
    offered = Assignment.objects.get(interest=interest)
    try:
        with transaction.atomic():
            move(offered, ASSIGNMENT, "accept", by=None)
    except IntegrityError as error:
        raise _no_room(error) from None
    for other in others:
        _supersede(other)
    tell_group(interest, "accept")
    tell_answerers(interest, "accept", but=ask_for_approval(offered))
    settle_places(interest.task)


def _supersede(other: Interest) -> None:
    """Read anew under the lock: it may have been answered or withdrawn meanwhile."""
    other.refresh_from_db(fields=["state"])
    if INTEREST.row("supersede", other.state) is None:
        return
    offered = other.state == InterestState.OFFERED
    move(other, INTEREST, "supersede", by=None)
    drop_offer(other)
    tell_answerers(other, "supersede_offer" if offered else "supersede")
    tell_group(other, "supersede")


@transaction.atomic
def refuse(interest: Interest, *, by: User) -> None:
    """The group says no to an offer, and its place is free. Raises NotPossibleError, PermissionDenied."""
    lock_tasks([interest.task_id])
    move(interest, INTEREST, "refuse", by=by)
    drop_offer(interest)
    tell_group(interest, "refuse")
    tell_answerers(interest, "refuse")


@transaction.atomic
def lapse_offer(interest: Interest, day: date) -> bool:
    """An offer that nobody answered by its day is over, and its place is free; says whether it was so."""
    lock_tasks([interest.task_id])
    interest.refresh_from_db()
    over = interest.answer_by is not None and interest.answer_by < day
    if interest.state != InterestState.OFFERED or not over:
        return False
    move(interest, INTEREST, "lapse", by=None)
    drop_offer(interest)
    tell_group(interest, "lapse")
    tell_answerers(interest, "lapse")
    return True


def _no_room(error: Any) -> Exception:
    """The database's refusal in words; any other error as it is."""
    if ROOM not in str(error):
        return error  # type: ignore[no-any-return]
    return NotPossibleError(
        _("Every place is taken or offered. Wait for an answer, or put the group on the waiting list.")
    )
