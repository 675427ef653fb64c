"""Imports tasks from a list that was kept elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone

from portal.core.workflows.authored import make
from portal.core.workflows.transition import note_change
from portal.partnership.models import User
from students.models import StudentTask
from students.queries.import_rows import Row, look_through
from students.rules.enums import TaskState
from students.rules.import_file import Line
from students.rules.post import lacking
from students.rules.rights import runs_tasks

IMPORTS = 7_302
"""The advisory lock of imports: two of the same list at once import it once."""
IMPORTED = "imported"


@dataclass(frozen=True)
class Imported:
    """What an import came to: tasks in the quality check, drafts, and rows that were here already."""

    checked: list[StudentTask]
    drafts: list[StudentTask]
    known: int


@transaction.atomic
def import_tasks(
    heading: Sequence[str], lines: Iterable[Line], *, by: User, language: str, leaders_word: str = ""
) -> Imported:
    """Make a task of every row that is new and has no fault; what is here already is left as it is.

    A task belongs to its contact, or to nobody but the team; whoever imports it may therefore check it. With
    the `leaders_word`, which says how the leaders confirmed the list, what lacks nothing goes to the quality
    check; the rest are drafts. Raises PermissionDenied, and ImportFileError as `look_through` does.
    """
    if not runs_tasks(by):
        raise PermissionDenied
    hold_imports()
    found = look_through(heading, lines, language=language)
    tasks = [_import(row, by=by, leaders_word=leaders_word.strip()) for row in found.new]
    return Imported(
        [task for task in tasks if task.state == TaskState.SUBMITTED],
        [task for task in tasks if task.state == TaskState.DRAFT],
        len(found.known),
    )


def hold_imports() -> None:
    """Wait until no other import is under way, and keep others waiting to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORTS])


def _import(row: Row, *, by: User, leaders_word: str) -> StudentTask:
    task = StudentTask(**row.values)
    ready = bool(leaders_word) and not lacking(task)
    task.state = TaskState.SUBMITTED if ready else TaskState.DRAFT
    task.confirmed_at = timezone.now() if ready else None
    make(task, by=None)
    note_change(task, IMPORTED, by=by, note=leaders_word if ready else "", data={"row": row.number})
    return task
