"""What is erased of a student: their interest with its group, and their name in groups of others."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Q

from portal.core.erasing import Leaver
from students.models import GroupMember, Interest
from students.queries.interest import confirmed
from students.rules.enums import InterestState
from students.workflows.answerer_mail import tell_of_gone_offer
from students.workflows.assign_places import drop_offer, lock_tasks
from students.workflows.consent_erase import forget_members, hand_over, heir_of, leave_to_group
from students.workflows.interest_mail import ask_for_heir, tell_of_heir


def erase_interest(leaver: Leaver) -> None:
    """Let their groups go on without them, in the caller's transaction, and delete what nobody else has.

    One of the others who has an account stands for the group from now on, and they are told. Where none of
    them has, each is asked to: the interest stays, and of the leaver no more than the key of their account.
    An offer to somebody alone gives its place back, and who answers hears of it. Work stays, without names.
    """
    theirs = Interest.objects.filter(by=leaver.key).select_related("task", "by").prefetch_related("members")
    lock_tasks(theirs.values_list("task_id", flat=True))
    left = [one.pk for one in theirs.active() if _goes_on(one, leaver)]
    theirs.exclude(pk__in=left).delete()
    named = [Q(email__iexact=address) for address in leaver.addresses]
    if named:
        members = GroupMember.objects.filter(reduce(or_, named))
        forget_members(members)
        members.delete()


def _goes_on(interest: Interest, leaver: Leaver) -> bool:
    """Whether the group of an active interest goes on without the leaver; what has to be told is told."""
    if heir := heir_of(interest):
        hand_over(interest, heir)
        tell_of_heir(interest, leaver)
        return True
    if confirmed(interest):
        leave_to_group(interest)
        ask_for_heir(interest, leaver)
        return True
    if interest.state == InterestState.OFFERED:
        drop_offer(interest)
        tell_of_gone_offer(interest)
    return False
