"""Reminds leaders of tasks that wait for their word, and tells authors of a long silence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from portal.core.clock import OSLO
from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxError
from portal.partnership.queries.working_days import quiet_from
from portal.partnership.rules.working_days import is_working_day, working_day_after
from students.queries.leader import (
    AUTHOR_TOLD_AFTER,
    LEADER_ANSWERS_WITHIN,
    asked_on,
    asked_tasks,
    leaders_of,
)
from students.workflows.leader_mail import ASKED, ask_leaders, tell_of_silence

FROM_HOUR = 7
"""Oslo."""


@transaction.atomic
def remind_leaders(now: datetime) -> int:
    """Queue what is due of both, and give the number of new mails. Safe to run twice.

    They come on the morning of the working day on which the time is over, never at night or in quiet time.
    """
    moment = now.astimezone(OSLO)
    day, waiting = moment.date(), list(asked_tasks())
    quiet = quiet_from(min(asked_on(task) for task in waiting)) if waiting else []
    if moment.hour < FROM_HOUR or not is_working_day(day, quiet):
        return 0
    queued = 0
    for task in waiting:
        asked = asked_on(task)
        if working_day_after(asked, LEADER_ANSWERS_WITHIN, quiet) <= day:
            queued += ask_leaders(task, leaders_of(task.unit, day), again=True)
        if working_day_after(asked, AUTHOR_TOLD_AFTER, quiet) <= day:
            queued += tell_of_silence(task)
    return queued


def look_again(rows: Sequence[OutboxMessage]) -> Mapping[int, str]:
    """The last look at the leader's mail: what has been answered meanwhile, or asked anew, is not sent."""
    asked = {
        f"students.task:{pk}": at.isoformat()
        for pk, at in asked_tasks().values_list("pk", "asked_leader_at")
        if at is not None
    }
    return {
        row.pk: OutboxError.CANCELLED
        for row in rows
        if row.kind == ASKED and row.occurrence.partition(":")[2] != asked.get(row.object_key)
    }
