"""Showing interest in tests: an open task of the employee's, students, and groups that wait."""

from __future__ import annotations

from typing import Any

from portal.core.models import OutboxMessage
from portal.partnership.models import User
from students.models import Interest, StudentTask
from students.workflows.group import Fellow
from students.workflows.interest import register_interest
from tests.cast import Cast, person, place
from tests.students.factories import InterestFactory, TaskFactory
from tests.students.posting import unit_of

ANGLE = "Vi vil måle det i tre borettslag."


def open_task(cast: Cast, **values: Any) -> StudentTask:
    """The employee's, open until the middle of December 2026."""
    values.setdefault("unit", unit_of(cast.employee))
    owner = {"made_by": cast.employee, "contact": cast.employee}
    task: StudentTask = TaskFactory.create(**(owner | values))
    return task


def student(name: str) -> User:
    return place(person(name), kind="university", role="student")


def shown(task: StudentTask, by: User, *, fellows: tuple[str, ...] = (), name: str = "") -> Interest:
    """Interest as a student registers it; `fellows` are addresses."""
    named = [Fellow(address.partition("@")[0].title(), address) for address in fellows]
    return register_interest(task, by=by, angle=ANGLE, group_name=name, fellows=named)


def waiting(task: StudentTask, number: int) -> list[Interest]:
    """So many groups that wait for an answer, without mail."""
    return [InterestFactory.create(task=task) for _ in range(number)]


def mails(**about: Any) -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(**about).order_by("pk"))


def subjects(address: str) -> list[str]:
    """What was sent to an address, by the word for it in the outbox: what it is an occurrence of."""
    return [mail.occurrence.partition(":")[0] for mail in mails(address=address)]
