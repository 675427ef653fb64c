"""Students show interest, alone or as a group, and take it back."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.core.clock import today
from portal.core.workflows.transition import NotPossibleError
from portal.partnership.models import User
from portal.partnership.queries.working_days import promised_by
from students.models import Interest, StudentTask
from students.queries.interest import ANSWERED_WITHIN, group_with
from students.queries.interest import group_name as name_of
from students.rules.interest import INTEREST
from students.rules.rights import may_show_interest
from students.workflows.answerer_mail import tell_of_new
from students.workflows.assign_places import lock_tasks
from students.workflows.group import Fellow, name_fellow
from students.workflows.interest_mail import tell_group
from students.workflows.moving import move


@transaction.atomic
def register_interest(
    task: StudentTask, *, by: User, angle: str, group_name: str = "", fellows: Sequence[Fellow] = ()
) -> Interest:
    """Register interest in an open task, with an angle of at most 600 characters, and ask those named.

    Whoever registers gets a receipt with the day of the answer; whoever answers hears of it. Raises
    NotPossibleError where the task is not open or the person waits for it already, and PermissionDenied.
    """
    locked = lock_tasks([task.pk])[task.pk]
    if not may_show_interest(by):
        raise PermissionDenied
    if not locked.is_open(today()):
        raise NotPossibleError(_("The task is not open for interest any more."))
    group = group_with(by.email, locked.pk)
    if group and group.by_id != by.pk:
        raise NotPossibleError(
            _("You are in a group that has shown interest in this task already: %(group)s.")
            % {"group": name_of(group)}
        )
    try:
        with transaction.atomic():
            interest = Interest.objects.create(
                task=locked, by=by, angle=angle.strip(), group_name=group_name.strip()
            )
    except IntegrityError:
        raise NotPossibleError(_("You have shown interest in this task already.")) from None
    for fellow in fellows:
        name_fellow(interest, fellow)
    tell_group(interest, "registered", day=promised_by(today(), ANSWERED_WITHIN))
    tell_of_new(interest)
    return interest


@transaction.atomic
def withdraw(interest: Interest, *, by: User) -> None:
    """Take interest back before there is an offer. Raises NotPossibleError and PermissionDenied."""
    lock_tasks([interest.task_id])
    move(interest, INTEREST, "withdraw", by=by)
    tell_group(interest, "withdraw")
