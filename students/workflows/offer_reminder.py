"""Reminds a group of an offer that it has not answered, before it lapses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from portal.core.clock import OSLO
from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxError
from portal.partnership.queries.working_days import quiet_from
from portal.partnership.rules.working_days import is_working_day, working_day_after
from students.models import Interest
from students.rules.enums import InterestState
from students.workflows.interest_mail import interest_key, remind_of_offer
from students.workflows.leader_reminder import FROM_HOUR

BEFORE = 2
"""Working days before the last day to answer."""


@transaction.atomic
def remind_of_offers(now: datetime) -> int:
    """Queue one reminder of each offer that ends within two working days; gives how many mails are new.

    On the morning of a working day outside quiet time. Safe to run twice.
    """
    moment = now.astimezone(OSLO)
    day, quiet = moment.date(), quiet_from(moment.date())
    if moment.hour < FROM_HOUR or not is_working_day(day, quiet):
        return 0
    last = working_day_after(day, BEFORE, quiet)
    ending = Interest.objects.filter(state=InterestState.OFFERED, answer_by__range=(day, last))
    found = ending.select_related("task", "by").prefetch_related("members").order_by("pk")
    return sum(remind_of_offer(one) for one in found)


def look_again(rows: Sequence[OutboxMessage]) -> Mapping[int, str]:
    """The last look: an offer that is answered meanwhile, or is over, reminds nobody."""
    offered = {
        (interest_key(one), f"ending:{one.answer_by}")
        for one in Interest.objects.filter(state=InterestState.OFFERED)
    }
    return {row.pk: OutboxError.CANCELLED for row in rows if (row.object_key, row.occurrence) not in offered}
