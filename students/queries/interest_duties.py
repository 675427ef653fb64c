"""What awaits people about interest: answers to groups, answers to offers, and a yes of those named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.core.awaiting import Said, Sort
from portal.core.clock import OSLO, at, today
from portal.core.registry import Duty
from portal.core.text import Text
from portal.partnership.queries.quiet import quiet_around_now
from portal.partnership.rules.quiet import QuietSpan
from portal.partnership.rules.standing import is_on_team
from portal.partnership.rules.working_days import last_promised_working, working_day_after
from students.models import GroupMember, Interest, StudentTask
from students.models.interest import ACTIVE
from students.queries.interest import ANSWERED_WITHIN, TEAM_TOLD_AFTER, answered_by
from students.rules.enums import AssignBy, AssignmentState, InterestState
from students.rules.interest import STILL_WAITS
from students.rules.interest_link import member_token

OVER = (AssignmentState.DELIVERED, AssignmentState.COMPLETED, AssignmentState.BROKEN_OFF)
NOBODY_ANSWERS = ~(
    (~Q(task__assign_by=AssignBy.OWNER) & Q(task__coordinator__is_active=True))
    | Q(task__contact__is_active=True)
    | Q(task__made_by__is_active=True)
)
"""Interest in a task that has no `answerers`."""


def answer_duties(user: Any) -> list[Sort]:
    """One for each task with unanswered interest: its owner's at once, the team's after 14 working days.

    Where nobody is left to answer it is the team's at once.
    """
    heading = gettext_lazy("Interest to answer")
    tasks, owed = StudentTask.objects.filter(answered_by(user)), Interest.objects.unanswered()
    found = [_answers(user, "answer", heading, tasks, owed)]
    if is_on_team(user):
        others = StudentTask.objects.exclude(pk__in=tasks.values("pk"))
        late = owed.filter(Q(created_at__lt=_teams_before(user)) | NOBODY_ANSWERS)
        found.append(_answers(user, "late_answer", heading, others, late))
    return found


def _answers(
    user: Any, key: str, heading: Promise, tasks: QuerySet[StudentTask], owed: QuerySet[Interest]
) -> Sort:
    waiting = owed.filter(task=OuterRef("pk")).order_by().values("task")
    first = Subquery(waiting.annotate(first=Min("created_at")).values("first"))
    return Sort(
        key=key,
        heading=heading,
        rows=tasks.annotate(first_asked=first)
        .filter(first_asked__isnull=False)
        .order_by("first_asked", "pk"),
        said={
            "slug": F("slug"),
            "title": F("title"),
            "first": F("first_asked"),
            "count": Subquery(waiting.annotate(count=Count("pk")).values("count")),
        },
        tell=lambda said: _answer_duty(said, quiet_around_now(user)),
    )


def _teams_before(user: Any) -> datetime:
    """What was asked before it is the team's: whoever owes the answer has had their time."""
    last = last_promised_working(today(), TEAM_TOLD_AFTER, quiet_around_now(user))
    return at(last + timedelta(days=1), time(0))


def _answer_duty(task: Said, quiet: Sequence[QuietSpan]) -> Duty:
    words = ngettext(
        "%(count)s group has shown interest and waits for an answer.",
        "%(count)s groups have shown interest and wait for an answer.",
        task["count"],
    )
    first = datetime.fromisoformat(task["first"]).astimezone(OSLO).date()
    return Duty(
        title=str(Text.of(task["title"])),
        summary=words % {"count": task["count"]},
        due=working_day_after(first, ANSWERED_WITHIN, quiet),
        url=reverse("task_interests", args=[task["slug"]]),
        action=_("Answer interest"),
    )


def offers_to(user: Any) -> QuerySet[Interest]:
    return Interest.objects.filter(by=user, state=InterestState.OFFERED).select_related("task")


def named_in(user: Any) -> QuerySet[GroupMember]:
    """Where one is named in a group, and has not said yes or no."""
    return GroupMember.objects.filter(
        email__iexact=user.email, confirmed_at=None, said_no_at=None, interest__state__in=STILL_WAITS
    ).select_related("interest__task", "interest__by")


def headless_for(user: Any) -> QuerySet[GroupMember]:
    """Groups one is in that nobody answers for, since who registered the interest has left."""
    return (
        GroupMember.objects.filter(
            email__iexact=user.email,
            confirmed_at__isnull=False,
            interest__state__in=ACTIVE,
            interest__by__is_active=False,
        )
        .exclude(interest__assignment__state__in=OVER)
        .select_related("interest__task")
    )


def student_duties(user: Any) -> list[Sort]:
    """Offers to answer, groups one is named in, and groups that nobody answers for."""
    member = {
        "pk": F("pk"),
        "email": F("email"),
        "by": F("interest__by__name"),
        "until": F("interest__answer_by"),
        "title": F("interest__task__title"),
    }
    heading, groups = gettext_lazy("Offers to answer"), gettext_lazy("Groups you are in")
    offer = {"title": F("task__title"), "until": F("answer_by")}
    offers = offers_to(user).order_by("answer_by", "pk")
    return [
        Sort(
            key="offers", heading=heading, rows=offers, said=offer, tell=_offer, url=reverse("my_interests")
        ),
        Sort(key="named", heading=groups, rows=named_in(user), said=member, tell=_named),
        Sort(key="headless", heading=groups, rows=headless_for(user), said=member, tell=_headless),
    ]


def _offer(interest: Said) -> Duty:
    return Duty(
        title=str(Text.of(interest["title"])),
        summary=_("You are offered the task. If nobody answers in time, it goes to others."),
        due=_day(interest["until"]),
        url=reverse("my_interests"),
        action=_("Answer the offer"),
    )


def _named(member: Said) -> Duty:
    return Duty(
        title=str(Text.of(member["title"])),
        summary=_("%(name)s has named you in a group.")
        % {"name": member["by"] or _("Somebody who has left")},
        due=None,
        url=reverse("group_member", args=[member_token(member["pk"], member["email"])]),
        action=_("Say yes or no"),
    )


def _headless(member: Said) -> Duty:
    return Duty(
        title=str(Text.of(member["title"])),
        summary=_("Nobody answers for your group. One of you must."),
        due=_day(member["until"]),
        url=reverse("group_member", args=[member_token(member["pk"], member["email"])]),
        action=_("Answer for the group"),
    )


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None
