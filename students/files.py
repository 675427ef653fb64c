"""Who may see students’ reports: those who follow the work or did it, and everyone where it is shown."""

from __future__ import annotations

from typing import Any

from portal.core.clock import today
from portal.core.models import StoredFile
from projects.rules.enums import ResultState
from students.models import Assignment
from students.queries.work import may_read_work, works
from students.rules.delivery import may_be_shown


def sees_report(reader: Any, file: StoredFile) -> bool:
    return any(_is_shown(work) or may_read_work(reader, work) for work in works().filter(report=file))


def _is_shown(work: Assignment) -> bool:
    published = work.result is not None and work.result.state == ResultState.PUBLISHED
    return published and may_be_shown(work, today())
