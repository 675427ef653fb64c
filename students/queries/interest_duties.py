"""What awaits people about interest: answers to groups, answers to offers, and a yes of those named."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.clock import today
from portal.core.registry import Duty
from portal.partnership.queries.working_days import quiet_from
from portal.partnership.rules.standing import is_on_team
from portal.partnership.rules.working_days import working_day_after
from students.models import GroupMember, Interest, StudentTask
from students.queries.interest import (
    ANSWERED_WITHIN,
    TEAM_TOLD_AFTER,
    answered_by,
    answerers,
    asked_on,
    unanswered,
)
from students.rules.enums import InterestState
from students.rules.interest import STILL_WAITS
from students.rules.interest_link import member_token


def answer_duties(user: Any) -> list[Duty]:
    """One for each task with unanswered interest: its owner's at once, the team's after 14 working days.

    Where nobody is left to answer it is the team's at once.
    """
    theirs = StudentTask.objects.filter(answered_by(user)).values("pk")
    mine = list(unanswered().filter(task__in=theirs))
    others = list(unanswered().exclude(task__in=theirs)) if is_on_team(user) else []
    waiting = mine + others
    if not waiting:
        return []
    quiet, day = quiet_from(min(asked_on(one) for one in waiting)), today()
    late = [
        one
        for one in others
        if not answerers(one.task) or working_day_after(asked_on(one), TEAM_TOLD_AFTER, quiet) <= day
    ]
    by_task: dict[int, list[Interest]] = defaultdict(list)
    for one in mine + late:
        by_task[one.task_id].append(one)
    return [
        _answer_duty(found, working_day_after(asked_on(found[0]), ANSWERED_WITHIN, quiet))
        for found in by_task.values()
    ]


def _answer_duty(waiting: list[Interest], due: Any) -> Duty:
    count = len(waiting)
    words = ngettext(
        "%(count)s group has shown interest and waits for an answer.",
        "%(count)s groups have shown interest and wait for an answer.",
        count,
    )
    return Duty(
        title=str(waiting[0].task.title),
        summary=words % {"count": count},
        due=due,
        url=reverse("task_interests", args=[waiting[0].task.slug]),
        action=_("Answer interest"),
    )


def offers_to(user: Any) -> QuerySet[Interest]:
    return Interest.objects.filter(by=user, state=InterestState.OFFERED).select_related("task")


def named_in(user: Any) -> QuerySet[GroupMember]:
    """Where one is named in a group, and has not said yes or no."""
    return GroupMember.objects.filter(
        email__iexact=user.email, confirmed_at=None, said_no_at=None, interest__state__in=STILL_WAITS
    ).select_related("interest__task", "interest__by")


def student_duties(user: Any) -> list[Duty]:
    """Offers to answer, and groups one is named in."""
    return [
        Duty(
            title=str(one.task.title),
            summary=_("You are offered the task. If nobody answers in time, it goes to others."),
            due=one.answer_by,
            url=reverse("my_interests"),
            action=_("Answer the offer"),
        )
        for one in offers_to(user)
    ] + [
        Duty(
            title=str(member.interest.task.title),
            summary=_("%(name)s has named you in a group.") % {"name": member.interest.by},
            due=None,
            url=reverse("group_member", args=[member_token(member.pk, member.email)]),
            action=_("Say yes or no"),
        )
        for member in named_in(user)
    ]
