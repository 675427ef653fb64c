"""What the portal does by itself about interest: reminds, ends offers, and answers for closed tasks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from portal.core.clock import OSLO
from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxError
from portal.partnership.queries.staff import team_on
from portal.partnership.queries.working_days import quiet_from
from portal.partnership.rules.quiet import QuietSpan
from portal.partnership.rules.working_days import is_working_day, working_day_after
from students.models import GroupMember, Interest, StudentTask
from students.models.interest import ACTIVE
from students.queries.interest import ANSWERED_WITHIN, TEAM_TOLD_AFTER, asked_on, unanswered
from students.rules.enums import InterestState
from students.rules.interest import STILL_WAITS
from students.workflows.answerer_mail import remind_answerers, tell_team
from students.workflows.assign import ASSIGNED_IN, lapse_offer
from students.workflows.assign_places import end_interest, settle_places, unsettled
from students.workflows.interest_mail import MEMBER
from students.workflows.leader_reminder import FROM_HOUR
from students.workflows.letter import task_key

Send = Callable[[StudentTask, str, int], int]


@transaction.atomic
def remind_of_interest(now: datetime) -> int:
    """Queue reminders to who answers after 7 working days, and to the team after 14; how many are new.

    One mail for each task and day, on the morning of a working day outside quiet time. Also where the
    deadline has passed: an answer is owed all the same. Safe to run twice.
    """
    moment = now.astimezone(OSLO)
    day, waiting = moment.date(), list(unanswered())
    quiet = quiet_from(min(asked_on(one) for one in waiting)) if waiting else []
    if moment.hour < FROM_HOUR or not is_working_day(day, quiet):
        return 0
    team = team_on(day)
    owners = _due(waiting, ANSWERED_WITHIN, day, quiet)
    third = _due(waiting, TEAM_TOLD_AFTER, day, quiet)
    queued = sum(remind_answerers(task, occurrence=f"late:{key}", count=count) for task, key, count in owners)
    return queued + sum(
        tell_team(task, team, occurrence=f"team:{key}", count=count) for task, key, count in third
    )


def _due(
    waiting: Sequence[Interest], within: int, day: date, quiet: Sequence[QuietSpan]
) -> list[tuple[StudentTask, str, int]]:
    """Tasks with interest that has waited too long, the newest day of it, and how much there is."""
    late: dict[int, list[Interest]] = defaultdict(list)
    for one in waiting:
        if working_day_after(asked_on(one), within, quiet) <= day:
            late[one.task_id].append(one)
    return [
        (found[0].task, max(asked_on(one) for one in found).isoformat(), len(found))
        for found in late.values()
    ]


def end_offers(now: datetime) -> int:
    """End the offers whose day has passed (Oslo time); gives how many."""
    day = now.astimezone(OSLO).date()
    over = Interest.objects.filter(state=InterestState.OFFERED, answer_by__lt=day)
    return sum(lapse_offer(one, day) for one in over.select_related("task", "by").order_by("answer_by", "pk"))


def answer_for_closed(_now: datetime) -> int:
    """Answer everyone who still waits in tasks that were closed or withdrawn; gives how many.

    One that was withdrawn and taken up again is a draft: nobody is left waiting in that either.
    """
    gone = Interest.objects.filter(state__in=STILL_WAITS).exclude(task__state__in=ASSIGNED_IN)
    tasks = StudentTask.objects.filter(pk__in=gone.values("task")).order_by("pk")
    return sum(end_interest(task) for task in tasks)


def settle_all(_now: datetime) -> int:
    """Bring tasks in step with the groups they have, whoever changed either; gives how many changed."""
    return sum(settle_places(task) for task in unsettled())


def late_look_again(rows: Sequence[OutboxMessage]) -> Mapping[int, str]:
    """The last look at a reminder: where everybody has got an answer meanwhile, it is not sent."""
    waiting = {task_key(task.task) for task in unanswered()}
    return {row.pk: OutboxError.CANCELLED for row in rows if row.object_key not in waiting}


def member_look_again(rows: Sequence[OutboxMessage]) -> Mapping[int, str]:
    """The last look at the question to a member: a group that waits for nothing any more asks nobody."""
    keys = {int(row.object_key.rpartition(":")[2]): row.pk for row in rows if row.kind == MEMBER}
    asked = GroupMember.objects.filter(pk__in=keys, interest__state__in=ACTIVE).values_list("pk", flat=True)
    return {keys[key]: OutboxError.CANCELLED for key in keys.keys() - set(asked)}
