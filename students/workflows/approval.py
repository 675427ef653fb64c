"""Asks for academic approval of what a group has accepted, and reminds of it once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from portal.core.clock import OSLO
from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxError
from portal.core.workflows.outbox import enqueue_many
from portal.partnership.models import User
from portal.partnership.queries.working_days import quiet_from
from portal.partnership.rules.working_days import is_working_day, working_day_after
from portal.partnership.workflows.letter import Reader
from students.models import Assignment
from students.queries.interest import group_name
from students.queries.work import approvers_of, works
from students.rules.enums import AssignmentState
from students.workflows.interest_words import APPROVER_WORDS, worded
from students.workflows.leader_reminder import FROM_HOUR
from students.workflows.letter import Letter
from students.workflows.work_mail import object_key

APPROVAL = "students.work_approval"
LABEL = gettext_lazy("Work on student tasks that waits for your academic approval")
WHY = gettext_lazy("You get this because you approve the work on this task.")
APPROVED_WITHIN = 7
"""Working days after which one is reminded."""


def ask_for_approval(work: Assignment) -> list[User]:
    """Queue to those who approve it that a group has accepted the task; gives who they are."""
    people = approvers_of(work)
    _tell(work, people, "asked")
    return people


@transaction.atomic
def remind_approvers(now: datetime) -> int:
    """Queue one reminder of each work that waits after seven working days; gives how many mails are new.

    On the morning of a working day outside quiet time. Safe to run twice.
    """
    moment = now.astimezone(OSLO)
    day, waiting = moment.date(), list(works().filter(state=AssignmentState.ACCEPTED).order_by("moved_at"))
    quiet = quiet_from(accepted_on(waiting[0])) if waiting else []
    if moment.hour < FROM_HOUR or not is_working_day(day, quiet):
        return 0
    late = [one for one in waiting if working_day_after(accepted_on(one), APPROVED_WITHIN, quiet) <= day]
    return sum(_tell(one, approvers_of(one), "late") for one in late)


def look_again(rows: Sequence[OutboxMessage]) -> Mapping[int, str]:
    """The last look: what is approved or broken off meanwhile asks nobody."""
    waiting = {object_key(one) for one in Assignment.objects.filter(state=AssignmentState.ACCEPTED)}
    return {row.pk: OutboxError.CANCELLED for row in rows if row.object_key not in waiting}


def accepted_on(work: Assignment) -> Any:
    """The Oslo day a group accepted, of work that waits for approval."""
    return work.moved_at.astimezone(OSLO).date()


def _tell(work: Assignment, people: Sequence[User], what: str) -> int:
    page = ("task_work", (work.task.slug, work.pk))
    letter = Letter(APPROVAL, object_key(work), f"{what}:{accepted_on(work).isoformat()}", page, WHY)
    group = group_name(work.interest) if work.interest else ""
    return enqueue_many(
        worded(letter, Reader.of(one), work.task, APPROVER_WORDS[what], group=group) for one in people
    )
