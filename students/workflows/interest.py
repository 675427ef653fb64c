"""Students show interest, alone or as a group, and take it back; those who are named say yes or no."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.clock import today
from portal.core.workflows.transition import NotPossibleError
from portal.partnership.models import User
from portal.partnership.queries.working_days import promised_by
from students.models import GroupMember, Interest, StudentTask
from students.models.interest import ACTIVE
from students.queries.interest import ANSWERED_WITHIN
from students.rules.interest import INTEREST
from students.rules.interest_link import read_member_token
from students.rules.leader_link import LinkBrokenError
from students.rules.rights import may_show_interest
from students.workflows.assign_places import lock_tasks
from students.workflows.interest_mail import ask_member, tell_group, tell_of_new, tell_registrant_of_no
from students.workflows.moving import move


class EndedError(Exception):
    """The group waits for nothing any more, so nobody is asked whether they are in it."""


@dataclass(frozen=True)
class Fellow:
    """Somebody who is named in a group."""

    name: str
    email: str


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
    try:
        with transaction.atomic():
            interest = Interest.objects.create(
                task=locked, by=by, angle=angle.strip(), group_name=group_name.strip()
            )
    except IntegrityError:
        raise NotPossibleError(_("You have shown interest in this task already.")) from None
    for fellow in fellows:
        ask_member(GroupMember.objects.create(interest=interest, name=fellow.name, email=fellow.email))
    tell_group(interest, "registered", day=promised_by(today(), ANSWERED_WITHIN))
    tell_of_new(interest)
    return interest


@transaction.atomic
def withdraw(interest: Interest, *, by: User) -> None:
    """Take interest back before there is an offer. Raises NotPossibleError and PermissionDenied."""
    lock_tasks([interest.task_id])
    move(interest, INTEREST, "withdraw", by=by)
    tell_group(interest, "withdraw")


def read_member_link(token: str) -> GroupMember:
    """Whom a link was sent to. Raises LinkBrokenError, LinkExpiredError, and EndedError where it is over."""
    link = read_member_token(token)
    members = GroupMember.objects.select_related("interest__task", "interest__by")
    member = members.filter(pk=link.member, email__iexact=link.email).first()
    if member is None:
        raise LinkBrokenError
    if member.interest.state not in ACTIVE:
        raise EndedError
    return member


@transaction.atomic
def answer_as_member(member: GroupMember, *, yes: bool) -> None:
    """Somebody who was named is in the group, or is not; the last answer counts. A no is told. Safe twice."""
    now = timezone.now()
    told = GroupMember.objects.select_for_update(of=("self",)).get(pk=member.pk).said_no_at is not None
    member.confirmed_at, member.said_no_at = (now, None) if yes else (None, now)
    member.save(update_fields=["confirmed_at", "said_no_at"])
    if not yes and not told:
        tell_registrant_of_no(member)
