"""Who may see the files of tasks, and students’ reports."""

from __future__ import annotations

from typing import Any

from portal.core.clock import today
from portal.core.files import of_threads
from portal.core.models import StoredFile
from projects.rules.enums import ResultState
from students.models import Assignment
from students.queries.work import may_read_work, works
from students.rules.delivery import may_be_shown
from students.rules.rights import leads_tasks_unit, may_edit_task


def _sees_draft(reader: Any, task: Any) -> bool:
    return bool(may_edit_task(reader, task) or leads_tasks_unit(reader, task))


sees_task_file = of_threads("students.TaskFile", "file", through="task", own=_sees_draft)
"""Whoever reads the task; before it is published those who edit, check or confirm it."""


def sees_report(reader: Any, file: StoredFile) -> bool:
    """Those who follow the work or did it, and everyone where it is shown."""
    return any(_is_shown(work) or may_read_work(reader, work) for work in works().filter(report=file))


def _is_shown(work: Assignment) -> bool:
    published = work.result is not None and work.result.state == ResultState.PUBLISHED
    return published and may_be_shown(work, today())
