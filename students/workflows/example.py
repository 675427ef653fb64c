"""Example student tasks for the demo: who showed interest, who got them, and what came of it."""

from __future__ import annotations

from typing import Any

from portal.partnership.models import Agreement, Measure
from portal.partnership.workflows.reading import Table, unique_keys
from projects.workflows.example_parts import Past, Shelf, read_authored, read_past, rows_of, write_past
from students.models import StudentTask, StudyField, TaskKind
from students.rules.enums import AssignBy, DataNeed, TaskState
from students.rules.semester import Semester
from students.rules.task import TASK
from students.workflows.example_group import load_assignment, load_interest

MOST_SEMESTERS = 20


def load_tasks(root: Table, shelf: Shelf) -> int:
    """Make the example tasks, told back from the shelf's day; gives how many the file has.

    What is there already is left as it is. Results they led to are to be there before them.
    """
    tables = list(root.tables("tasks"))
    unique_keys(tables)
    there = set(StudentTask.objects.values_list("slug", flat=True))
    for table in tables:
        if table.key() not in there:
            load_task(table, shelf)
            table.done()
    return len(tables)


def remove_tasks() -> int:
    """Delete the example tasks with all that hangs on them; gives how many there were."""
    examples = StudentTask.objects.filter(is_example=True)
    number = examples.count()
    examples.delete()
    return number


def load_task(table: Table, shelf: Shelf) -> None:
    past = read_past(table, shelf, TASK, TaskState.DRAFT)
    task = StudentTask(
        **read_authored(table, shelf),
        **_when_and_where(table, shelf),
        **_for_whom(table, shelf),
        **_data_and_terms(table, shelf),
        **_came_through(past),
        comments=_comments(table),
        state=past.state,
    )
    if task.state not in (TaskState.DRAFT, TaskState.WITHDRAWN) and not task.summary:
        raise table.wrong("summary", "expected the problem in plain words: the task has left its author")
    task.save()
    moved = [load_interest(row, shelf, task) for row in rows_of(table, "interests")]
    moved += [load_assignment(row, shelf, task) for row in rows_of(table, "assignments")]
    write_past(task, past, *moved)


def _when_and_where(table: Table, shelf: Shelf) -> dict[str, Any]:
    """`semester_in` counts semesters from the one of the day of loading; the deadline is within it."""
    semester = semester_in(shelf, table.number("semester_in", low=-MOST_SEMESTERS, high=MOST_SEMESTERS))
    return {
        "learn": table.text("learn", optional=True),
        "unit": shelf.unit(table),
        "contact": shelf.person(table, "contact", ""),
        "semester": semester.key,
        "deadline": min(shelf.day_in(table, "apply_in") or shelf.day, semester.last_day),
    }


def semester_in(shelf: Shelf, number: int) -> Semester:
    now = Semester.of(shelf.day)
    years, term = divmod(now.year * 2 + now.term - 1 + number, 2)
    return Semester(years, term + 1)


def _for_whom(table: Table, shelf: Shelf) -> dict[str, Any]:
    kinds = {kind.key: kind for kind in TaskKind.objects.all()}
    fields = list(StudyField.objects.values_list("key", flat=True))
    smallest = table.number("group_min", 1, low=1, high=60)
    return {
        "kind": kinds.get(table.choice("kind", kinds, "")),
        "fields": table.strings("fields", fields),
        "supervisor": shelf.person(table, "supervisor", ""),
        "supervisor_wanted": table.flag("supervisor_wanted", False),
        "groups": table.number("groups", 1, low=1, high=40),
        "group_min": smallest,
        "group_max": table.number("group_max", 4, low=smallest, high=60),
        "in_english": table.flag("in_english", False),
        "assign_by": table.choice("assign_by", AssignBy.values, AssignBy.OWNER),
        "coordinator": shelf.person(table, "coordinator", ""),
        "course": table.string("course", ""),
    }


def _data_and_terms(table: Table, shelf: Shelf) -> dict[str, Any]:
    agreements = {agreement.key: agreement for agreement in Agreement.objects.all()}
    measures = {measure.key: measure for measure in Measure.objects.all()}
    return {
        "data": table.choice("data", DataNeed.values, DataNeed.NONE),
        "data_offered": table.text("data_offered", optional=True),
        "data_cleared_on": shelf.day_in(table, "cleared_in"),
        "data_reference": table.string("data_reference", ""),
        "agreement": agreements.get(table.choice("agreement", agreements, "")),
        "measure": measures.get(table.choice("measure", measures, "")),
        "confidential": table.flag("confidential", False),
        "place": table.string("place", ""),
        "travel": table.string("travel", ""),
        "hours": table.number("hours") if table.has("hours") else None,
        "alone_reason": table.string("alone_reason", ""),
    }


def _came_through(past: Past) -> dict[str, Any]:
    """What the steps of its history left on the task."""
    last = {step.action: step for step in past.steps}
    asked, answered = last.get("ask"), last.get("confirm") or last.get("decline")
    open_question = asked and (answered is None or answered.at < asked.at)
    confirmed, published = last.get("confirm"), last.get("publish")
    return {
        "asked_leader_at": asked.at if asked and open_question else None,
        "leader": confirmed.by if confirmed and not confirmed.note else None,  # a note records another’s word
        "confirmed_at": confirmed.at if confirmed else None,
        "checked_by": published.by if published else None,
        "published_at": published.at if published else None,
    }


def _comments(table: Table) -> dict[str, str]:
    """What the quality check said of its fields, of a task that was returned."""
    said, fields = table.table("comments"), {field.name for field in StudentTask._meta.get_fields()}
    found = {name: said.string(name) for name in sorted(fields) if said.has(name)}
    said.done()
    return found
