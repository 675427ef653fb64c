"""The quality check of a task: looking through it, publishing it, returning it, and seeing later changes."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.models.change import ThreadChange
from portal.core.workflows.transition import NotPossibleError, StaleError, note_change, take
from portal.partnership.models import User
from students.models import StudentTask
from students.queries.check import Look, is_alone, looks_at, team_partners
from students.rules.check import LONGEST_REASON
from students.rules.task import TASK
from students.workflows.check_mail import tell_published, tell_returned

WHY_ALONE = gettext_lazy("Nobody from another partner has looked at it. Write why you publish it alone.")


@transaction.atomic
def look(task: StudentTask, *, by: User, seen: int) -> None:
    """Say that one has looked through the task and would publish it; a colleague does. Twice is once.

    It holds until the task is changed or sent anew. Raises StaleError where the task is not what was read,
    NotPossibleError and PermissionDenied.
    """
    now = _read(task, "look", by=by, seen=seen)
    if not any(one.by == by.pk for one in _looks(now)):
        note_change(now, "look", by=by, before=now.state, data={"partners": team_partners(by)})


@transaction.atomic
def publish(task: StudentTask, *, by: User, seen: int, reason: str = "") -> StudentTask:
    """Publish the task as it was read, and tell author and contact.

    Where nobody of another partner has looked at it, `reason` says why one publishes it alone. Raises
    StaleError, NotPossibleError and PermissionDenied; nothing is written then.
    """
    now = _read(task, "publish", by=by, seen=seen)
    alone = reason.strip()[:LONGEST_REASON]
    if not is_alone(by, _looks(now)):
        alone = ""
    elif not alone:
        raise NotPossibleError(WHY_ALONE)
    change = take(
        task,
        TASK,
        "publish",
        by=by,
        checked_by=by,
        alone_reason=alone,
        comments={},
        published_at=now.published_at or timezone.now(),
    )
    _keep(change, {"alone": alone} if alone else {})
    tell_published(task)
    return task


@transaction.atomic
def return_task(task: StudentTask, *, by: User, seen: int, comments: Mapping[str, str]) -> StudentTask:
    """Return the task to its author with comments by field, which stand there until it is sent again.

    Author and contact are told. Raises StaleError, NotPossibleError where there is no comment, and
    PermissionDenied.
    """
    _read(task, "return", by=by, seen=seen)
    said = {field: text.strip() for field, text in comments.items() if text.strip()}
    if not said:
        raise NotPossibleError(_("Write at least one comment, so that the author knows what to mend."))
    change = take(task, TASK, "return", by=by, comments=said)
    _keep(change, {"comments": said})
    tell_returned(task, said, by=by)
    return task


@transaction.atomic
def review(task: StudentTask, *, by: User, seen: int) -> None:
    """Say that one has seen what was changed in a published task: it leaves the team's list."""
    now = _read(task, "reviewed", by=by, seen=seen)
    note_change(now, "reviewed", by=by, before=now.state)


def _read(task: StudentTask, action: str, *, by: User, seen: int) -> StudentTask:
    """The task as it is now, its row held to the end, for who may do `action` and has seen this version."""
    now = StudentTask.objects.select_for_update(of=("self",)).select_related("thread").get(pk=task.pk)
    row = TASK.row(action, now.state)
    if row is None:
        raise NotPossibleError(
            _("This can’t be done as things stand now. Somebody may have been here before.")
        )
    if not row.who(by, now):
        raise PermissionDenied
    if now.version != seen:
        raise StaleError
    return now


def _looks(task: StudentTask) -> tuple[Look, ...]:
    return looks_at([task.thread_id]).get(task.thread_id, ())


def _keep(change: ThreadChange, data: dict[str, object]) -> None:
    change.data = data
    change.save(update_fields=["data"])
