"""A task with all that its page tells of it, in one query."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.fields.json import JSONField

from portal.core.models.thread import Thread
from portal.core.queries.nested import keep_rows, row_of
from portal.core.queries.thread import NOT_FOR_READING
from portal.core.text import Text
from portal.partnership.models import Unit, User
from portal.partnership.queries.theme import THEME
from students.models import Assignment, Interest, StudentTask, TaskFile, TaskKind
from students.models.assignment import BEGUN
from students.models.interest import ACTIVE
from students.queries.words import FIELD
from students.rules.enums import InterestState

#: Names by facet, and each other part as an array of objects that are named like the fields of its model.
#: Of interests there are only the reader's own and how many wait: nobody else's are the reader's to know.
#: Works are those of `AssignmentQuerySet.begun`; `mine` is work the reader registered interest in, or has
#: said yes to be in the group of.
PARTS = """
SELECT jsonb_build_object(
'unit', (
    SELECT jsonb_build_object('id', u.id, 'key', u.key, 'name', u.name, 'parent_id', u.parent_id,
        'partner_id', p.id, 'partner', jsonb_build_object('id', p.id, 'key', p.key, 'name', p.name,
        'short_name', p.short_name))
    FROM partnership_unit u JOIN partnership_partner p ON p.id = u.partner_id
    WHERE u.id = students_studenttask.unit_id),
'kind', (
    SELECT jsonb_build_object('id', k.id, 'key', k.key, 'name', k.name)
    FROM students_taskkind k WHERE k.id = students_studenttask.kind_id),
'people', (
    SELECT jsonb_object_agg(u.id, jsonb_build_object('id', u.id, 'name', u.name, 'email', u.email))
    FROM partnership_user u
    WHERE u.id IN (students_studenttask.contact_id, students_studenttask.supervisor_id)),
'taken', (
    SELECT count(*) FROM students_assignment a
    WHERE a.task_id = students_studenttask.id AND a.state <> 'broken_off'),
'tema', (
    SELECT jsonb_agg(h.name ORDER BY h.position)
    FROM partnership_theme h WHERE h.key = ANY(students_studenttask.themes)),
'fag', (
    SELECT jsonb_agg(s.name ORDER BY s.position)
    FROM students_studyfield s WHERE s.key = ANY(students_studenttask.fields)),
'files', (
    SELECT jsonb_agg(jsonb_build_object('id', f.id, 'label', f.label, 'file_id', s.id,
        'file', jsonb_build_object('id', s.id, 'key', s.key, 'name', s.name, 'size', s.size)) ORDER BY f.id)
    FROM students_taskfile f JOIN core_storedfile s ON s.id = f.file_id
    WHERE f.task_id = students_studenttask.id),
'waiting', (
    SELECT count(*) FROM students_interest i
    WHERE i.task_id = students_studenttask.id AND i.state = %s),
'own', (
    SELECT jsonb_build_object('id', i.id, 'state', i.state) FROM students_interest i
    WHERE i.task_id = students_studenttask.id AND i.by_id = %s AND i.state = ANY(%s)),
'works', (
    SELECT jsonb_agg(jsonb_build_object('id', a.id, 'task_id', a.task_id, 'state', a.state,
        'supervisor_id', a.supervisor_id, 'title', a.title, 'language', a.language, 'consent', a.consent,
        'delivered_url', a.delivered_url, 'report_id', a.report_id, 'embargo_until', a.embargo_until,
        'result_id', a.result_id, 'result', jsonb_build_object('id', r.id, 'state', r.state,
            'thread_id', t.id, 'thread', jsonb_build_object('id', t.id, 'address', t.address)),
        'mine', i.by_id = %s OR EXISTS (
            SELECT FROM students_groupmember m WHERE m.interest_id = i.id
            AND lower(m.email) = lower(%s) AND m.confirmed_at IS NOT NULL AND m.said_no_at IS NULL)
        ) ORDER BY a.id)
    FROM students_assignment a LEFT JOIN students_interest i ON i.id = a.interest_id
    LEFT JOIN projects_result r ON r.id = a.result_id LEFT JOIN core_thread t ON t.id = r.thread_id
    WHERE a.task_id = students_studenttask.id AND a.state = ANY(%s)
    AND NOT (a.state = 'broken_off' AND a.reason = '')))
"""
KEPT = "student_task"
"""The name by which a thread keeps the task read with it."""


def tasks_to_read(reader: Any) -> QuerySet[Any]:
    """Tasks with their parts, as `reader` may know them: see `with_parts`."""
    key, address = reader.pk, getattr(reader, "email", "")
    told = [InterestState.REGISTERED, key, list(ACTIVE), key, address, [state.value for state in BEGUN]]
    parts = RawSQL(PARTS, told, output_field=JSONField())  # noqa: S611  (our own words)
    tasks = StudentTask.objects.select_related("thread").defer(*NOT_FOR_READING)
    return tasks.annotate(parts=parts)


def with_parts(task: Any) -> StudentTask:
    """One of `tasks_to_read` whose unit, people, files and works ask the database for nothing more.

    `taken` is how many of its places are held, also by offers that wait for an answer.
    """
    parts, people = task.parts, task.parts["people"] or {}
    task.taken, task.unit = parts["taken"], row_of(Unit, parts["unit"])
    if task.kind_id:
        task.kind = row_of(TaskKind, parts["kind"])
    for name in ("contact", "supervisor"):
        if key := getattr(task, f"{name}_id"):
            setattr(task, name, row_of(User, people[str(key)]))
    keep_rows(task, "files", [row_of(TaskFile, said) for said in parts["files"] or ()])
    vars(task.thread)[KEPT] = task
    return task  # type: ignore[no-any-return]


def task_of_thread(thread: Thread, reader: Any) -> StudentTask | None:
    """The task of its page, which is read already there, and is read here elsewhere."""
    if kept := vars(thread).get(KEPT):
        return kept  # type: ignore[no-any-return]
    found = tasks_to_read(reader).filter(thread=thread).first()
    return with_parts(found) if found else None


def names_of(task: Any) -> Mapping[str, list[str]]:
    """Facet → the names of its themes and fields of study, of one of `tasks_to_read`."""
    return {facet: [str(Text.of(name)) for name in task.parts[facet] or ()] for facet in (THEME, FIELD)}


def own_interest(task: Any) -> Interest | None:
    """What the reader waits for in one of `tasks_to_read`, or has of it."""
    said = task.parts["own"]
    return row_of(Interest, said) if said else None


def waiting_for(task: Any) -> int:
    """How many interests in one of `tasks_to_read` wait for an answer."""
    return int(task.parts["waiting"])


def works_read(task: Any) -> list[tuple[Assignment, bool]]:
    """The work on one of `tasks_to_read` that has begun, each with whether it is the reader's own."""
    found = []
    for said in task.parts["works"] or ():
        work = row_of(Assignment, said)
        work.task = task
        found.append((work, bool(said["mine"])))
    return found
