"""The quality check in tests: tasks that wait for it, and what has been written of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from portal.core.models import ThreadChange
from portal.partnership.models import User
from students.models import StudentTask
from students.workflows.post import send, settle
from tests.cast import Cast
from tests.students.posting import draft_of

LATE = date(2027, 6, 1)
"""After every day these tests are about."""


def waiting(cast: Cast, author: User | None = None, **values: Any) -> StudentTask:
    """The employee's task, confirmed by the leader and sent to the check."""
    task = draft_of(author or cast.employee, deadline=values.pop("deadline", LATE), **values)
    settle(task, by=cast.unit_leader, hours=20)
    return task


def sent_again(task: StudentTask, by: User) -> StudentTask:
    return send(task, by=by, seen=task.version)


def history(task: StudentTask) -> list[str]:
    changes = ThreadChange.objects.filter(thread=task.thread_id).order_by("pk")
    return list(changes.values_list("action", flat=True))
