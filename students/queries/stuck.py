"""Which tasks have come to a halt, and since when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.core.clock import OSLO, at
from portal.partnership.queries.quiet import quiet_between
from portal.partnership.rules.quiet import QuietSpan
from portal.partnership.rules.working_days import ONE_DAY, working_day_after
from students.models import Assignment, Interest, StudentTask
from students.models.task import LISTED
from students.queries.interest import ANSWERED_WITHIN as STUDENTS_ANSWERED_WITHIN
from students.rules.enums import AssignmentState, TaskState
from students.rules.semester import Semester

ANSWERED_WITHIN = 5
"""Working days in which a leader answers, and in which the team checks."""
DRAFT_RESTS = 30
"""Calendar days a draft may lie, and after the semester's first day until which work has started."""
WHY: dict[str, str | Promise] = {
    "check": _("It has waited longer for the quality check than promised."),
    "leader": _("The leader has not answered."),
    "draft": _("Nobody has worked on the draft for a month."),
    "untaken": _("Nobody took it by its last day to apply."),
    "start": _("The semester has begun, and the work has not started."),
    "interest": _("Students have waited longer for an answer than promised."),
    "approval": _("The academic approval has taken longer than seven working days."),
    "late": _("The work should be delivered by now."),
}
MOST = 100


@dataclass(frozen=True)
class Stuck:
    task: StudentTask
    since: date
    why: str | Promise


def halts_on(day: date) -> dict[str, Q]:
    """Key of `WHY` → the tasks it holds for, the first that fits. Four queries.

    Each asks for a state and most for a day too, or for keys, so that few tasks are read to find them.
    """
    quiet = quiet_between(day - timedelta(days=120), day)
    promised = at(_last_day_out_of_time(day, ANSWERED_WITHIN, quiet), time.max)
    week = at(_last_day_out_of_time(day, STUDENTS_ANSWERED_WITHIN, quiet), time.max)
    rested = at(day - timedelta(days=DRAFT_RESTS), time.min)
    work = Assignment.objects.holding_a_place().filter(task=OuterRef("pk"))
    waiting = work.filter(state__in=[AssignmentState.ACCEPTED, AssignmentState.APPROVED])
    draft = Q(state=TaskState.DRAFT)
    asked = Interest.objects.unanswered()
    accepted = Assignment.objects.filter(state=AssignmentState.ACCEPTED)
    going = Assignment.objects.filter(state=AssignmentState.IN_PROGRESS)
    return {
        "check": Q(state__in=[TaskState.SUBMITTED, TaskState.LEADER_CONFIRMED], moved_at__lte=promised),
        "leader": draft & Q(asked_leader_at__lte=promised),
        "draft": draft & Q(asked_leader_at=None, updated_at__lt=rested),
        "untaken": Q(state=TaskState.PUBLISHED, deadline__lt=day) & Q(~Exists(work)),
        "start": Q(state__in=LISTED, semester__in=_begun(day)) & Q(Exists(waiting)),
        "interest": _listed(asked.filter(created_at__lte=week)),
        "approval": _listed(accepted.filter(moved_at__lte=week)),
        "late": _listed(going.filter(ends_on__lt=day)),
    }


def _listed(rows: QuerySet[Any]) -> Q:
    """The tasks of these rows that everyone may read, by their keys. One query."""
    return Q(state__in=LISTED, pk__in=set(rows.order_by().values_list("task", flat=True)))


def with_halt(tasks: QuerySet[StudentTask], halts: Mapping[str, Q]) -> QuerySet[Any]:
    """Each task with `halt`, a key of `WHY` or empty, and `halted_at`, when what it waits for began."""
    whens = [When(which, then=Value(why)) for why, which in halts.items()]
    halt = Case(*whens, default=Value(""), output_field=CharField())
    own = {"task": OuterRef("pk")}
    asked = Interest.objects.unanswered().filter(**own).order_by("created_at").values("created_at")[:1]
    accepted = Assignment.objects.filter(state=AssignmentState.ACCEPTED, **own).order_by("moved_at")
    late = Assignment.objects.filter(state=AssignmentState.IN_PROGRESS, **own).order_by("ends_on")
    began = Case(
        When(Q(state=TaskState.DRAFT, asked_leader_at=None), then=F("updated_at")),
        When(halt="interest", then=Subquery(asked)),
        When(halt="approval", then=Subquery(accepted.values("moved_at")[:1])),
        When(halt="late", then=Subquery(late.values(day=Cast("ends_on", DateTimeField()))[:1])),
        default=Coalesce("asked_leader_at", "moved_at"),
        output_field=DateTimeField(),
    )
    return tasks.annotate(halt=halt).annotate(halted_at=began)


def halted(tasks: QuerySet[StudentTask], halts: Mapping[str, Q]) -> QuerySet[StudentTask]:
    """Those that have come to a halt, found by the indexes."""
    return tasks.filter(reduce(or_, halts.values()))


def stuck_tasks(halts: Mapping[str, Q]) -> list[Stuck]:
    """The hundred that have waited longest, the longest waiting first. One query."""
    tasks = with_halt(halted(StudentTask.objects.select_related("unit"), halts), halts)
    found = [
        Stuck(task, _since(task, task.halted_at), WHY[task.halt])
        for task in tasks.order_by("halted_at")[:MOST]
    ]
    return sorted(found, key=lambda one: one.since)


def _since(task: StudentTask, began: datetime) -> date:
    """What nobody took has waited since its last day to apply; the rest since it was last moved."""
    halt = getattr(task, "halt", "")
    return task.deadline if halt == "untaken" else began.astimezone(OSLO).date()


def _begun(day: date) -> list[str]:
    """Semesters that began at least a month ago and are not long over: this one and the one before."""
    now = Semester.of(day)
    before = Semester.of(now.first_day - ONE_DAY)
    return [one.key for one in (before, now) if one.first_day + timedelta(days=DRAFT_RESTS) <= day]


def _last_day_out_of_time(day: date, within: int, quiet: Sequence[QuietSpan]) -> date:
    """The last day of which what was promised then should have been done before `day`."""
    found = day - ONE_DAY
    while working_day_after(found, within, quiet) >= day:
        found -= ONE_DAY
    return found
