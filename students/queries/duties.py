"""What student tasks ask of a person, on My page. What there is any of is found out first, in one query."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, QuerySet

from portal.core.clock import today
from portal.core.registry import Duty
from portal.partnership.models import User
from portal.partnership.rules.standing import is_on_team
from students.models import StudentTask
from students.queries.board import board_duties, unlisted
from students.queries.check import changed_tasks, check_duties
from students.queries.interest import answered_by, unanswered
from students.queries.interest_duties import answer_duties, named_in, offers_to, student_duties
from students.queries.leader import author_duties, came_back, leader_duties, waiting_for, without_leader
from students.queries.untaken import untaken_duties, untaken_for
from students.queries.work_duties import delivered_by, running, work_duties
from students.rules.rights import units_led

Rows = Sequence[QuerySet[Any]]
SOURCES: dict[str, Callable[[Any], list[Duty]]] = {
    "leader": leader_duties,
    "author": author_duties,
    "check": check_duties,
    "answer": answer_duties,
    "student": student_duties,
    "untaken": untaken_duties,
    "board": board_duties,
    "work": work_duties,
}


def task_duties(user: Any) -> list[Duty]:
    """For those nothing waits for one query; each thing that waits costs its own few."""
    rows = {name: found for name, found in _looked_at(user, today()).items() if found}
    any_of = {f"any_{name}": _any(found) for name, found in rows.items()}
    there: Any = User.objects.filter(pk=user.pk).values(**any_of).get()
    return [duty for name in rows if there[f"any_{name}"] for duty in SOURCES[name](user)]


def _any(found: Rows) -> Any:
    return reduce(or_, (Exists(rows) for rows in found))


def _looked_at(user: Any, day: date) -> dict[str, Rows]:
    """By source the rows without any of which it has nothing to say; none of them where it can't have any."""
    team, led = is_on_team(user), units_led(user)
    owed = (
        unanswered() if team else unanswered().filter(task__in=StudentTask.objects.filter(answered_by(user)))
    )
    return {
        "leader": [*([waiting_for(user, day)] if led else []), *([without_leader(day)] if team else [])],
        "author": [came_back(user)],
        "check": [StudentTask.objects.to_check(), changed_tasks()] if team else [],
        "answer": [owed],
        "student": [offers_to(user), named_in(user)],
        "untaken": [untaken_for(user, day)],
        "board": [unlisted(user, day)],
        "work": [running(user), delivered_by(user)],
    }
