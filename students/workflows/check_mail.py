"""Mail from the quality check to those whose task it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import translation

from portal.core.workflows.outbox import Message, enqueue_many
from portal.partnership.models import User
from students.models import StudentTask
from students.queries.told import told
from students.workflows.leader_mail import authors, task_message

CHECKED = "students.checked"


def tell_published(task: StudentTask) -> int:
    """Queue to author and contact that students see the task; gives the number of new mails."""
    occurrence, page = f"published:{task.version}", ("task", (task.slug,))
    return enqueue_many(
        task_message("task_published", one, task, kind=CHECKED, occurrence=occurrence, page=page)
        for one in authors(task)
    )


def tell_returned(task: StudentTask, comments: Mapping[str, str], *, by: User) -> int:
    """Queue to author and contact what the check asks for, field by field, and who asks."""
    return enqueue_many(_returned(one, task, comments, by) for one in authors(task))


def _returned(person: User, task: StudentTask, comments: Mapping[str, str], by: User) -> Message:
    with translation.override(person.language):
        labels = {answer.field: str(answer.label) for answer in told(task, unanswered=True)}
    context: dict[str, Any] = {
        "who": by,
        "asked": [(labels[field], said) for field, said in comments.items()],
    }
    occurrence, page = f"returned:{task.version}", ("task_edit", (task.slug,))
    return task_message(
        "task_returned", person, task, kind=CHECKED, occurrence=occurrence, page=page, **context
    )
