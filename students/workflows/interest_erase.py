"""What is erased of a student: their interest with its group, and their name in groups of others."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Q

from portal.core.erasing import Leaver
from students.models import GroupMember, Interest
from students.rules.enums import InterestState
from students.workflows.assign_places import drop_offer, lock_tasks
from students.workflows.consent_erase import forget_members, hand_over, heir_of
from students.workflows.interest_mail import tell_gone_group, tell_of_gone_offer


def erase_interest(leaver: Leaver) -> None:
    """Delete it in the caller's transaction. Work that a group has stays, without names.

    An offer gives its place back. Whoever would have answered hears of the free place, and the rest of the
    group that its interest is over. Where the group has the task, it goes on without them: one of the others
    who has an account stands for it from now on.
    """
    theirs = Interest.objects.filter(by=leaver.key).select_related("task", "by").prefetch_related("members")
    lock_tasks(theirs.values_list("task_id", flat=True))
    for interest in theirs.active():
        if interest.state == InterestState.OFFERED:
            drop_offer(interest)
            tell_of_gone_offer(interest)
        if interest.state != InterestState.ACCEPTED:
            tell_gone_group(interest, leaver)
        elif heir := heir_of(interest):
            hand_over(interest, heir)
    theirs.delete()
    named = [Q(email__iexact=address) for address in leaver.addresses]
    if named:
        members = GroupMember.objects.filter(reduce(or_, named))
        forget_members(members)
        members.delete()
