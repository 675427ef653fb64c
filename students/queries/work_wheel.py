"""The days on which work on tasks ends, for the annual wheel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext, override

from portal.core.models.thread import Audience
from portal.core.registry import SourceDate
from portal.core.text import Text
from portal.core.threads import audiences_of
from students.models import Assignment
from students.rules.delivery import DELIVERED
from students.rules.enums import AssignmentState

REMINDERS = (14, -7)
"""Days before the work ends, and after: while nothing is delivered."""


def work_dates(first: date, last: date, reader: Any) -> Iterator[SourceDate]:
    """When work under way ends, for those inside; its owner and supervisor are reminded. One query."""
    if reader is not None and Audience.PARTNERS not in audiences_of(reader):
        return
    found = Assignment.objects.begun().filter(ends_on__range=(first, last))
    not_read = ("search", "heading", "marks")
    for work in found.select_related("task__thread").defer(*(f"task__thread__{name}" for name in not_read)):
        yield _end(work)


def _end(work: Assignment) -> SourceDate:
    task, day = work.task, work.ends_on
    assert day is not None
    waits = work.state not in (*DELIVERED, AssignmentState.BROKEN_OFF)
    people = {task.contact_id or task.made_by_id, work.supervisor_id or task.supervisor_id} - {None}
    return SourceDate(
        key=f"{work.pk}-end",
        title=task.title,
        summary=_in_each_language(task.title),
        first_day=day,
        last_day=day,
        kind="deadline",
        audience="partners",
        shown_to=Audience.PARTNERS,
        updated_at=work.updated_at,
        sequence=work.version,
        url=task.thread.address,
        cancelled=work.state == AssignmentState.BROKEN_OFF,
        example=task.is_example,
        people=tuple(sorted(pk for pk in people if pk)),
        reminders=REMINDERS if waits else (),
    )


def _in_each_language(title: Text) -> Text:
    """What the day is, in the languages the title has."""
    said = {}
    for language in title.as_dict():
        with override(language):
            said[language] = gettext("A group’s work on this task ends.")
    return Text.of(said)
