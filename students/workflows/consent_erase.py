"""What becomes of a group's work when one of the group leaves: their yes counts on, their name goes."""

from __future__ import annotations

from django.db.models import F, QuerySet

from portal.partnership.models import User
from students.models import Assignment, Consent, GroupMember, Interest
from students.models.assignment import BEGUN
from students.models.interest import ACTIVE
from students.workflows.assign_places import lock_tasks


def heir_of(interest: Interest) -> GroupMember | None:
    """Who stands for the group once the one who registered it leaves.

    That is the first who has said yes to be in it, has an account, and waits for nothing else in the task.
    """
    members = [one for one in interest.members.all() if one.confirmed_at is not None]
    busy = Interest.objects.filter(task=interest.task_id, state__in=ACTIVE).values("by")
    accounts = User.objects.filter(is_active=True, erased_at=None).exclude(pk__in=busy)
    return next((one for one in members if accounts.filter(email__iexact=one.email).exists()), None)


def hand_over(interest: Interest, heir: GroupMember) -> None:
    """Let the heir be the one who registered it, with the word they gave as a member, if any."""
    leave_to_group(interest)
    stand_for(interest, heir, User.objects.get(is_active=True, erased_at=None, email__iexact=heir.email))


def leave_to_group(interest: Interest) -> None:
    """Keep the word of who registered it, and leave it to the others, one of whom may stand for it later."""
    keep_word(interest, None)
    interest.consents.filter(member=None).delete()


def stand_for(interest: Interest, member: GroupMember, by: User) -> None:
    """Let one of the group be the one who registered it, with the word they gave as a member, if any."""
    interest.consents.filter(member=member).update(member=None)
    Interest.objects.filter(pk=interest.pk).update(by=by)
    interest.refresh_from_db(fields=["by"])
    member.delete()


def forget_members(members: QuerySet[GroupMember]) -> None:
    """Keep the word of each, who is about to be deleted; only who has said yes to be in a group has one."""
    found = members.filter(confirmed_at__isnull=False, said_no_at=None).select_related("interest")
    lock_tasks(found.values_list("interest__task_id", flat=True))
    for member in found:
        keep_word(member.interest, member)


def keep_word(interest: Interest, member: GroupMember | None) -> None:
    """Count one more of the group as gone, and whether with a yes; without one the work is kept back."""
    said_yes = Consent.objects.filter(interest=interest, member=member, yes=True).exists()
    Assignment.objects.filter(interest=interest, state__in=BEGUN).update(
        left=F("left") + 1, left_with_yes=F("left_with_yes") + int(said_yes)
    )
