"""Deletes what is kept about students, when its time is over."""

from __future__ import annotations

from datetime import datetime

from dateutil.relativedelta import relativedelta

from portal.core.clock import OSLO
from students.models import Interest
from students.rules.semester import Semester

KEPT_AFTER = relativedelta(months=6)


def delete_old_interest(now: datetime) -> int:
    """Delete interest in tasks of semesters that ended more than six months ago; gives how many rows."""
    day = now.astimezone(OSLO).date()
    semesters = set(Interest.objects.values_list("task__semester", flat=True).distinct())
    over = [key for key in semesters if Semester.read(key).last_day + KEPT_AFTER < day]
    return Interest.objects.filter(task__semester__in=over).delete()[0]
