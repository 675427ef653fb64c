"""How tasks fare: where they stand now, and what became of those of each semester and unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.core.clock import OSLO
from portal.partnership.models import Unit
from projects.rules.enums import Usage
from students.models import Assignment, StudentTask
from students.queries.stuck import WHY, halted, halts_on, with_halt
from students.rules.enums import AssignmentState, TaskState
from students.rules.numbers import STEPS, Numbers
from students.rules.semester import Semester

GOING = (
    *(TaskState.DRAFT, TaskState.LEADER_CONFIRMED, TaskState.SUBMITTED),
    *(TaskState.PUBLISHED, TaskState.FULL, TaskState.CLOSED),
)
DONE = (AssignmentState.DELIVERED, AssignmentState.COMPLETED)
SENT = (
    Q(asked_leader_at__isnull=False)
    | Q(confirmed_at__isnull=False)
    | Q(published_at__isnull=False)
    | Q(state__in=[TaskState.LEADER_CONFIRMED, TaskState.SUBMITTED])
)
"""Asked: its author has sent it, whatever came of it."""


@dataclass(frozen=True)
class Standing:
    """How many tasks are in a state, how many of them are stuck, and how long the oldest has been there."""

    state: str
    label: str | Promise
    count: int
    stuck: int
    days: int


@dataclass(frozen=True)
class OfSemester:
    """The tasks of a semester, all of them and by unit."""

    semester: Semester
    units: list[tuple[Unit, Numbers]]

    @property
    def all(self) -> Numbers:
        return sum((numbers for _unit, numbers in self.units), Numbers())


def standing(day: date, halts: Mapping[str, Q]) -> list[Standing]:
    """Each state in which something may still happen, in the order of a task's way; empty ones too.

    Two queries: all are counted by an index alone, and only those that have come to a halt are read.
    """
    tasks = StudentTask.objects.order_by().values("state")
    rows = tasks.filter(state__in=GOING).annotate(count=Count("state"), oldest=Min("moved_at"))
    halted_in = StudentTask.objects.order_by().filter(state__in=GOING)
    stuck = dict(halted(halted_in, halts).values_list("state").annotate(number=Count("pk")))
    found = {row["state"]: row for row in rows}
    return [
        Standing(
            state,
            state.label,
            found.get(state, {}).get("count", 0),
            stuck.get(state, 0),
            _age(found.get(state, {}).get("oldest"), day),
        )
        for state in GOING
    ]


def _age(moment: datetime | None, day: date) -> int:
    return (day - moment.astimezone(OSLO).date()).days if moment else 0


def with_steps(tasks: QuerySet[StudentTask]) -> QuerySet[StudentTask]:
    """Each task with `is_asked`, `is_published`, `is_assigned`, `is_delivered` and `is_used`."""
    work = Assignment.objects.holding_a_place().filter(task=OuterRef("pk"))
    used = work.filter(result__uses__answer__in=[Usage.USED, Usage.PARTLY])
    return tasks.annotate(
        is_asked=Q(SENT),
        is_published=Q(published_at__isnull=False),
        is_assigned=Exists(work.exclude(state=AssignmentState.OFFERED)),
        is_delivered=Exists(work.filter(state__in=DONE)),
        is_used=Exists(used),
    )


def by_semester() -> list[OfSemester]:
    """The newest semester first, its units by name. Three queries, whatever the number of tasks.

    Tasks are counted alone, and those that somebody has are counted from the work on them: most have none.
    """
    tasks = StudentTask.objects.order_by().values("semester", "unit")
    rows = list(tasks.annotate(asked=Count("unit", filter=Q(SENT)), published=Count("published_at")))
    taken = {(row["semester"], row["unit"]): row for row in _taken()}
    units = Unit.objects.in_bulk([row["unit"] for row in rows])
    found: dict[str, list[tuple[Unit, Numbers]]] = {}
    for row in rows:
        told = row | taken.get((row["semester"], row["unit"]), {})
        numbers = Numbers(*(told.get(step, 0) for step in STEPS))
        if any(numbers):
            found.setdefault(row["semester"], []).append((units[row["unit"]], numbers))
    return [
        OfSemester(Semester.read(key), sorted(found[key], key=lambda pair: str(pair[0])))
        for key in sorted(found, reverse=True)
    ]


def _taken() -> QuerySet[Assignment, dict[str, Any]]:
    """How many tasks of each semester and unit are assigned, delivered and used, where any are."""
    works = Assignment.objects.holding_a_place().exclude(state=AssignmentState.OFFERED).order_by()
    used = Q(result__uses__answer__in=[Usage.USED, Usage.PARTLY])
    return works.values(semester=F("task__semester"), unit=F("task__unit")).annotate(
        assigned=Count("task", distinct=True),
        delivered=Count("task", distinct=True, filter=Q(state__in=DONE)),
        used=Count("task", distinct=True, filter=used),
    )


TASK_HEADING = (
    *(_("Question"), _("Unit"), _("Semester"), _("State"), _("Since"), _("Last day to apply")),
    *(_("Stuck because"), *STEPS.values(), _("Example")),
)


def task_rows(day: date, most: int) -> Iterable[list[object]]:
    """The tasks one by one, the newest semester first, as a row each under `TASK_HEADING`."""
    tasks = with_halt(with_steps(StudentTask.objects.select_related("unit")), halts_on(day))
    for task in tasks.order_by("-semester", "unit", "pk")[:most]:
        yield [
            str(task.title),
            str(task.unit),
            str(task.in_semester),
            str(TaskState(task.state).label),
            task.moved_at.astimezone(OSLO).date(),
            task.deadline,
            str(WHY.get(task.halt, "")),
            *(int(getattr(task, f"is_{step}")) for step in STEPS),
            _("Example") if task.is_example else "",
        ]
