"""A leader's yes or no to a task, by whichever way it comes."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from portal.core.workflows.transition import NotPossibleError, StaleError, take
from portal.partnership.models import User
from students.models import StudentTask
from students.rules.leader_link import LeaderLink, LinkBrokenError, read_token
from students.rules.rights import leads_tasks_unit
from students.rules.task import TASK, is_asked
from students.workflows.leader_mail import tell_author
from students.workflows.post import settle


class AnsweredError(Exception):
    """The leader is not asked any more: somebody answered, or it was sent anew."""


class NoLeaderError(Exception):
    """Who was asked does not lead the unit any more."""


def read_link(token: str) -> tuple[StudentTask, User]:
    """The task a link asks about, and the leader it was sent to.

    Raises LinkBrokenError, LinkExpiredError, AnsweredError and NoLeaderError.
    """
    link: LeaderLink = read_token(token)
    task = (
        StudentTask.objects.select_related("unit__partner", "contact", "made_by").filter(pk=link.task).first()
    )
    leader = User.objects.filter(pk=link.leader, is_active=True, erased_at=None).first()
    if task is None or leader is None:
        raise LinkBrokenError
    if not link.is_about(task.asked_leader_at):
        raise AnsweredError
    if not leads_tasks_unit(leader, task):
        raise NoLeaderError
    return task, leader


@transaction.atomic
def confirm(task: StudentTask, *, by: User, hours: int, seen: int, note: str = "") -> StudentTask:
    """Say yes: hours and data are confirmed, and the task goes on to the quality check. Tells the author.

    Whoever does not lead the unit records the leader's word, and says in `note` who gave it. Raises
    StaleError where the task is no longer what was read, NotPossibleError and PermissionDenied.
    """
    locked = StudentTask.objects.select_for_update(of=("self",)).get(pk=task.pk)
    if locked.version != seen:
        raise StaleError
    if why := is_asked(locked):
        raise NotPossibleError(why)
    if not leads_tasks_unit(by, locked) and not note.strip():
        raise NotPossibleError(_("Write who gave the leader’s word, and how."))
    settle(task, by=by, hours=hours, note=note)
    tell_author(task, by=by, answer="yes")
    return task


@transaction.atomic
def decline(task: StudentTask, *, by: User, reason: str) -> StudentTask:
    """Say no: the task is its author's again, with the reason, which only those whose it is read."""
    if not reason.strip():
        raise NotPossibleError(_("Say why, so that the author can mend it."))
    locked = StudentTask.objects.select_for_update(of=("self",)).get(pk=task.pk)
    if why := is_asked(locked):
        raise NotPossibleError(why)
    change = take(task, TASK, "decline", by=by, asked_leader_at=None)
    change.data = {"reason": reason.strip()}
    change.save(update_fields=["data"])
    tell_author(task, by=by, answer="no", reason=reason.strip(), occurrence=f"no:{change.pk}")
    return task
