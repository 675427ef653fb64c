"""Student tasks, interest and assignments, as plain as they can be."""

from __future__ import annotations

from datetime import date
from typing import Any

import factory
from django.utils import timezone

from portal.core.text import Text
from portal.partnership.models import Unit, User
from students.models import Assignment, Interest, StudentTask
from students.rules.enums import AssignmentState, InterestState, TaskState


def unit_at(kind: str) -> Unit:
    """The first unit of a partner of that kind."""
    return Unit.objects.named().filter(partner__kind=kind).order_by("pk")[0]


class TaskFactory(factory.django.DjangoModelFactory[StudentTask]):
    """Published for the spring of 2027, with room for one group."""

    class Meta:
        model = StudentTask

    slug = factory.Sequence(lambda number: f"oppgave-{number}")
    title = Text(nb="Hvorfor havner matavfall i restavfallet?")
    summary = Text(nb="En tredel av det som kastes i restavfallet i borettslagene, er mat.")
    learn = Text(nb="Hva som skal til for at folk sorterer.")
    unit = factory.LazyFunction(lambda: unit_at("municipality"))
    semester = "2027-1"
    deadline = date(2026, 12, 15)
    state = TaskState.PUBLISHED
    published_at = factory.LazyFunction(timezone.now)


def some_student(number: int) -> User:
    """Somebody with an account of their own."""
    return User.objects.create(email=f"student{number}@test.example", name=f"Student {number}", password="!")


class InterestFactory(factory.django.DjangoModelFactory[Interest]):
    """Registered by somebody of their own."""

    class Meta:
        model = Interest

    task = factory.SubFactory(TaskFactory)
    angle = "Vi vil intervjue dem som bor der."
    state = InterestState.REGISTERED

    by = factory.Sequence(some_student)


def assigned(task: StudentTask, **values: Any) -> Assignment:
    """A group that has accepted the task."""
    interest = InterestFactory.create(task=task, state=InterestState.ACCEPTED)
    values.setdefault("state", AssignmentState.ACCEPTED)
    return Assignment.objects.create(task=task, interest=interest, **values)
