"""Adds attachments to a task and takes them out."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction

from portal.core.workflows.authored import edit
from portal.core.workflows.stored_file import store
from projects.workflows.project_documents import NewDocument
from students.models import StudentTask, TaskFile


@transaction.atomic
def change_attachments(
    task: StudentTask, new: NewDocument | None, *, out: Collection[int], by: Any, seen: int
) -> None:
    """Add `new`, and take out those with the keys `out`; their files are deleted once nothing refers to them.

    The history keeps their labels before and after, so that the team sees what is new. Raises StaleError.
    """
    before = list(task.files.all())
    leaving = [one for one in before if one.pk in out]
    after = [one.label for one in before if one not in leaving] + ([new.label] if new else [])
    edit(task, {}, by=by, seen=seen, files=[[one.label for one in before], after])
    TaskFile.objects.filter(pk__in=[one.pk for one in leaving]).delete()
    if new:
        file = store(new.file, by=by, is_example=task.is_example)
        TaskFile.objects.create(task=task, file=file, label=new.label)
