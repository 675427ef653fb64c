"""At the call of a round each unit that posted last year gets last year's list, ready to post again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse

from portal.core.clock import OSLO
from portal.core.mail import absolute_url
from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxError
from portal.core.workflows.outbox import Message, enqueue_many
from portal.partnership.models import User
from portal.partnership.queries.mail import opted_out
from portal.partnership.queries.working_days import quiet_from
from portal.partnership.rules.working_days import is_working_day
from portal.partnership.workflows.letter import Reader
from portal.partnership.workflows.mail import one_click_headers, unsubscribe_url
from students.models import StudentTask
from students.queries.round import posters_of, rounds_called
from students.rules.semester import Semester
from students.workflows.letter import Letter, write

CALL = "students.round_call"
FROM_HOUR = 7
"""Oslo."""


@transaction.atomic
def call_units(now: datetime) -> int:
    """Queue the call that is due, and give the number of new mails: one to each person in a round, ever.

    It comes on the morning of a working day. Who has turned such mail off gets none.
    """
    moment = now.astimezone(OSLO)
    day = moment.date()
    if moment.hour < FROM_HOUR:
        return 0
    called = rounds_called(day)
    if not called or not is_working_day(day, quiet_from(day)):
        return 0
    without = opted_out(CALL)
    messages = [
        _message(person, semester, post_by, tasks)
        for semester, post_by in called
        for person, tasks in posters_of(semester.last_years, day).items()
        if person.pk not in without
    ]
    return enqueue_many(messages)


def look_again(rows: Sequence[OutboxMessage]) -> Mapping[int, str]:
    """The last look: who has turned such mail off meanwhile gets none."""
    without = opted_out(CALL)
    return {row.pk: OutboxError.NOT_WANTED for row in rows if row.recipient_id in without}


def _message(person: User, semester: Semester, post_by: date, tasks: Sequence[StudentTask]) -> Message:
    without_url = unsubscribe_url(person, CALL)

    def told() -> Mapping[str, Any]:
        new = reverse("task_new")
        return {
            "person": person,
            "semester": str(semester),
            "post_by": post_by,
            "tasks": [(task.title, absolute_url(f"{new}?{urlencode({'som': task.slug})}")) for task in tasks],
            "is_example": all(task.is_example for task in tasks),
            "without_url": without_url,
        }

    letter = Letter(CALL, f"students.round:{semester.key}", "call", ("task_new", ()))
    return write("task_round_call", letter, Reader.of(person), told, headers=one_click_headers(without_url))
