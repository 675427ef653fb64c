"""Who registered an interest changes its group while nothing is offered, and asks the silent ones again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxError
from portal.core.workflows.outbox import drop_waiting
from portal.core.workflows.transition import NotPossibleError
from portal.partnership.models import User
from students.models import GroupMember, Interest
from students.models.interest import ACTIVE
from students.rules.enums import InterestState
from students.rules.rights import owns_interest
from students.workflows.assign_places import lock_tasks
from students.workflows.interest_mail import MEMBER, ask_member, member_key, questions_of, tell_taken_out

CHANGES_IN = (InterestState.REGISTERED, InterestState.WAITLISTED)
MOST_A_DAY = 30
"""Questions whether somebody is in a group, which one student can have sent within a day and night."""


@dataclass(frozen=True)
class Fellow:
    """Somebody who is named in a group."""

    name: str
    email: str


def name_fellow(interest: Interest, fellow: Fellow) -> GroupMember:
    """Name somebody in the group, who is asked by mail. Raises NotPossibleError where too many are asked."""
    asked = OutboxMessage.objects.filter(
        kind=MEMBER,
        object_key__startswith=questions_of(interest.by_id),
        created_at__gt=timezone.now() - timedelta(days=1),
    )
    if asked.count() >= MOST_A_DAY:
        raise NotPossibleError(_("You have asked many people today. Try again tomorrow."))
    member = GroupMember.objects.create(interest=interest, name=fellow.name, email=fellow.email)
    ask_member(member)
    return member


@transaction.atomic
def add_fellow(interest: Interest, fellow: Fellow, *, by: User) -> GroupMember:
    """Name one more in the group, while there is room. Raises NotPossibleError and PermissionDenied."""
    now = _held(interest, by, CHANGES_IN)
    if named(now) + 1 >= now.task.group_max:
        raise NotPossibleError(_("The group has as many as the task is for."))
    if fellow.email.lower() == by.email.lower():
        raise NotPossibleError(_("Each fellow student stands once, and you are in already."))
    try:
        with transaction.atomic():
            return name_fellow(now, fellow)
    except IntegrityError:
        raise NotPossibleError(_("They are named in the group already.")) from None


@transaction.atomic
def take_out(member: GroupMember, *, by: User) -> None:
    """Take somebody out of the group. Whoever had said yes is told; an unanswered question is not sent.

    Raises NotPossibleError and PermissionDenied.
    """
    _held(member.interest, by, CHANGES_IN)
    now = GroupMember.objects.select_related("interest__task", "interest__by").filter(pk=member.pk).first()
    if now is None:
        raise NotPossibleError(_("They are not in the group any more."))
    drop_waiting(kind=MEMBER, object_key=member_key(now), reason=OutboxError.CANCELLED)
    if now.confirmed_at is not None:
        tell_taken_out(now)
    now.delete()


@transaction.atomic
def ask_again(member: GroupMember, *, by: User) -> None:
    """Send the question once more to who has not answered: at most once a day.

    Raises NotPossibleError and PermissionDenied.
    """
    _held(member.interest, by, ACTIVE)
    member.refresh_from_db()
    if member.confirmed_at is not None or member.said_no_at is not None:
        raise NotPossibleError(_("They have answered already."))
    if _asked_today(member) or not ask_member(member, again=True):
        raise NotPossibleError(_("They have got a mail within the last day. You can send another tomorrow."))


def named(interest: Interest) -> int:
    """How many beside who registered it are in the group or may still say that they are."""
    return interest.members.filter(said_no_at=None).count()


def _asked_today(member: GroupMember) -> bool:
    since = timezone.now() - timedelta(days=1)
    return OutboxMessage.objects.filter(
        kind=MEMBER, object_key=member_key(member), created_at__gt=since
    ).exists()


def _held(interest: Interest, by: User, states: tuple[str, ...]) -> Interest:
    """The interest as it is now, its task's row held. Raises NotPossibleError and PermissionDenied."""
    lock_tasks([interest.task_id])
    now = Interest.objects.select_related("task", "by").get(pk=interest.pk)
    if not owns_interest(by, now):
        raise PermissionDenied
    if now.state not in states:
        raise NotPossibleError(_("The group can’t be changed as things stand now."))
    return now
