"""Who is in a group, who answers its interest, and what else the same group waits for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from portal.core.clock import OSLO, today
from portal.core.queries.thread import NOT_FOR_READING
from portal.partnership.models import User
from portal.partnership.queries.staff import staff_today
from portal.partnership.queries.working_days import quiet_from
from portal.partnership.rules.standing import is_partner_staff
from portal.partnership.rules.working_days import working_day_after
from students.models import GroupMember, Interest, StudentTask
from students.rules.enums import AssignBy, InterestState
from students.rules.interest import STILL_WAITS

ANSWERED_WITHIN = 7
"""Working days: within them an owner answers an interest, and a group an offer."""
TEAM_TOLD_AFTER = 14
"""Working days after which the team hears of an interest that nobody has answered."""


def answerers(task: StudentTask) -> list[User]:
    """Whose answer students wait for: by the task's way of assigning its coordinator, or its owners.

    Whoever has left answers nothing more; where nobody is left, the team does.
    """
    if task.assign_by != AssignBy.OWNER and (coordinator := _here(task.coordinator)):
        return coordinator
    return owners_here(task)


def owners_here(task: StudentTask) -> list[User]:
    """Its contact and who wrote it, as long as they work at a partner."""
    return _here(task.contact, task.made_by)


def _here(*people: User | None) -> list[User]:
    """Those who work at a partner today, each once."""
    known = {person.pk: person for person in people if person is not None and person.is_active}
    return [person for person in known.values() if is_partner_staff(person)]


def answered_by(user: Any) -> Q:
    """Twin of `answerers`, over tasks."""
    if not is_partner_staff(user):
        return Q(pk__in=())
    owns = Q(contact=user) | Q(made_by=user)
    has_coordinator = Q(coordinator__is_active=True, coordinator__in=staff_today())
    by_owner = Q(assign_by=AssignBy.OWNER) | ~has_coordinator
    return (by_owner & owns) | (~Q(assign_by=AssignBy.OWNER) & Q(coordinator=user))


def unanswered() -> QuerySet[Interest]:
    """Every interest somebody is owed an answer to, longest waiting first; also past the deadline."""
    found = Interest.objects.unanswered().order_by("created_at", "pk")
    return found.select_related("by", "task__contact", "task__made_by", "task__coordinator")


def asked_on(interest: Interest) -> date:
    """The Oslo day it was registered."""
    return _day(interest.created_at)


def group_name(interest: Interest) -> str:
    """Its own name; else that of who registered it, or once they have left of the first of the others."""
    if interest.group_name or interest.by.is_active:
        return interest.group_name or str(interest.by)
    return next((member.name for member in confirmed(interest)), "–")


def people(interest: Interest) -> frozenset[str]:
    """The addresses of those in the group; whoever has said no is not."""
    members = [member.email.lower() for member in interest.members.all() if member.said_no_at is None]
    return frozenset([interest.by.email.lower(), *members])


def confirmed(interest: Interest) -> list[GroupMember]:
    return [member for member in interest.members.all() if member.confirmed_at is not None]


def others_of(interest: Interest) -> list[Interest]:
    """What else the same group waits for, which a task of theirs takes the place of.

    The same group is what the same person registered, or the same people. Another semester and another kind
    of task stay: one may take a course's project and a thesis.
    """
    group, task = people(interest), interest.task
    waiting = Interest.objects.filter(state__in=STILL_WAITS, task__semester=task.semester)
    theirs = waiting.filter(Q(by=interest.by_id) | Q(by__email__in=group)).exclude(pk=interest.pk)
    found = theirs.select_related("task", "by").prefetch_related("members").order_by("pk")
    return [
        one
        for one in found
        if one.task.kind_id in (None, task.kind_id) or task.kind_id is None
        if one.by_id == interest.by_id or people(one) == group
    ]


def group_with(email: str, task: int, *, but: int = 0) -> Interest | None:
    """The group somebody is in that waits for a task or has it, other than `but` (keys of task and interest).

    Whoever is named and has not said yes is in none.
    """
    named = GroupMember.objects.filter(email__iexact=email, confirmed_at__isnull=False)
    theirs = Q(by__email__iexact=email) | Q(pk__in=named.values("interest"))
    found = Interest.objects.active().filter(theirs, task=task).exclude(pk=but)
    return found.select_related("by").first()


def first_waiting(task: StudentTask) -> Interest | None:
    """Who has waited longest on the waiting list."""
    waiting = task.interests.filter(state=InterestState.WAITLISTED).select_related("by")
    return waiting.order_by("created_at", "pk").first()


def interest_of(user: Any, task: StudentTask) -> Interest | None:
    """What the person waits for in this task, or has of it."""
    if not getattr(user, "is_authenticated", False):
        return None
    return Interest.objects.active().filter(task=task, by=user).first()


def interests_of(user: Any) -> QuerySet[Interest]:
    """The person's own, newest first: those they registered, and of groups they have said yes to be in."""
    in_group = GroupMember.objects.filter(email__iexact=user.email, confirmed_at__isnull=False)
    mine = Interest.objects.filter(Q(by=user) | Q(pk__in=in_group.values("interest")))
    return (
        mine.select_related(
            "task__thread",
            "task__unit",
            "task__contact",
            "task__made_by",
            "task__coordinator",
            "by",
            "assignment",
        )
        .defer(*(f"task__{field}" for field in NOT_FOR_READING))
        .prefetch_related("members")
        .order_by("-created_at", "-pk")
    )


@dataclass(frozen=True)
class Own:
    """One's own interest. While it waits, `people` have promised an answer by the Oslo day `due`."""

    interest: Interest
    due: date | None
    people: list[User]

    @property
    def late(self) -> bool:
        return self.due is not None and self.due < today()


def with_promises(interests: Iterable[Interest]) -> list[Own]:
    """One query besides, where any of them waits; they come with their task and its people."""
    found = list(interests)
    waiting = [asked_on(one) for one in found if one.state == InterestState.REGISTERED]
    quiet = quiet_from(min(waiting)) if waiting else []
    return [
        Own(one, working_day_after(asked_on(one), ANSWERED_WITHIN, quiet), answerers(one.task))
        if one.state == InterestState.REGISTERED
        else Own(one, None, [])
        for one in found
    ]


def _day(moment: datetime) -> date:
    return moment.astimezone(OSLO).date()
