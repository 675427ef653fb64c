"""Those who are named in a group say yes or no, and one of them answers for it when nobody else does."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.workflows.transition import NotPossibleError
from portal.partnership.models import User
from students.models import Assignment, GroupMember
from students.models.interest import ACTIVE
from students.queries.interest import group_name, group_with
from students.rules.delivery import DELIVERED
from students.rules.interest_link import read_member_token
from students.rules.leader_link import LinkBrokenError
from students.rules.rights import may_show_interest
from students.workflows.assign_places import lock_tasks
from students.workflows.consent_erase import stand_for
from students.workflows.delivery import count_in
from students.workflows.interest_mail import tell_registrant_of_no


class EndedError(Exception):
    """The group waits for nothing any more, or is without this person: there is nothing to answer."""


def read_member_link(token: str) -> GroupMember:
    """Whom a link was sent to. Raises LinkBrokenError, LinkExpiredError, and EndedError where it is over."""
    link = read_member_token(token)
    members = GroupMember.objects.select_related("interest__task", "interest__by")
    member = members.filter(pk=link.member).first()
    if member is None or member.interest.state not in ACTIVE:
        raise EndedError
    if member.email.lower() != link.email.lower():
        raise LinkBrokenError
    return member


@transaction.atomic
def answer_as_member(member: GroupMember, *, yes: bool) -> None:
    """Somebody who was named is in the group, or is not; the last answer counts. A no is told. Safe twice.

    Nobody is in two groups that wait for the same task: raises NotPossibleError. Of delivered work a late yes
    is one more whose consent it takes; who has done it says no to showing it, and not to having done it.
    """
    lock_tasks([member.interest.task_id])
    now = GroupMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if yes:
        _is_in_no_other(member, member.email)
    work = Assignment.objects.filter(interest=member.interest_id, state__in=DELIVERED).first()
    if work and not yes and now.confirmed_at is not None:
        raise NotPossibleError(_("The work is delivered, and you are one of those who did it."))
    moment = timezone.now()
    member.confirmed_at, member.said_no_at = (moment, None) if yes else (None, moment)
    member.save(update_fields=["confirmed_at", "said_no_at"])
    if not yes and now.said_no_at is None and member.interest.by.is_active:
        tell_registrant_of_no(member)
    if work and yes and now.confirmed_at is None:
        count_in(work)


@transaction.atomic
def answer_for_group(member: GroupMember, *, by: User) -> None:
    """One who has said yes answers for a group that nobody answers for. `by` is their account.

    Raises NotPossibleError and PermissionDenied.
    """
    lock_tasks([member.interest.task_id])
    now = GroupMember.objects.select_related("interest__by").filter(pk=member.pk).first()
    if not may_show_interest(by):
        raise PermissionDenied
    if now is None or now.confirmed_at is None or now.interest.by.is_active:
        raise NotPossibleError(_("Somebody answers for the group already."))
    _is_in_no_other(now, by.email)
    try:
        with transaction.atomic():
            stand_for(now.interest, now, by)
    except IntegrityError:
        raise NotPossibleError(_("You have shown interest in this task already.")) from None


def _is_in_no_other(member: GroupMember, email: str) -> None:
    """Raises NotPossibleError."""
    interest = member.interest
    if other := group_with(email, interest.task_id, but=interest.pk):
        raise NotPossibleError(
            _("You are in another group with this task: %(group)s. Say no there first.")
            % {"group": group_name(other)}
        )
