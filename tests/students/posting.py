"""Posting a task in tests: the answers of the form, and people at a unit."""

from __future__ import annotations

from typing import Any

from portal.core.text import Text
from portal.partnership.models import Unit, User
from students.models import StudentTask, TaskRound
from students.rules.enums import TaskState
from students.rules.semester import Semester
from tests.students.factories import TaskFactory


def answers(**changed: Any) -> dict[str, Any]:
    """What has to be answered, and nothing more."""
    return {
        "title": "Hvorfor faller eldre om natta?",
        "summary": "Vi har tolv fall i måneden, og de fleste skjer mellom to og fem.",
        "learn": "Hva vi kan gjøre annerledes om kvelden.",
        "contact_is": "me",
        "semester": "2027-1",
        "data_need": "none",
        **changed,
    }


def rounds() -> None:
    """Students apply by 15 November for the spring, and by 15 May for the autumn."""
    for key, post_by, apply_by in (("spring", "10-15", "11-15"), ("autumn", "04-15", "05-15")):
        TaskRound.objects.update_or_create(key=key, defaults={"post_by": post_by, "apply_by": apply_by})


def unit_of(user: User) -> Unit:
    return user.affiliations.select_related("unit").earliest("pk").unit


def draft_of(author: User, **values: Any) -> StudentTask:
    """A draft that lacks nothing, from the author's unit."""
    values.setdefault("unit", unit_of(author))
    values.setdefault("state", TaskState.DRAFT)
    task: StudentTask = TaskFactory.create(
        made_by=author, contact=author, published_at=None, semester=Semester(2027, 1).key, **values
    )
    return task


def text(words: str) -> Text:
    return Text(nb=words)
