"""What a task's page says of the work on it: to those who follow it, and what is delivered to everyone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portal.core.clock import today
from portal.core.models.thread import Thread
from portal.core.panels import Panel, Shown
from portal.core.text import Text
from projects.rules.enums import ResultState
from students.models import Assignment
from students.queries.task_page import task_of_thread, works_read
from students.queries.work import may_read_work
from students.rules.delivery import DELIVERED, may_be_shown


@dataclass(frozen=True)
class Row:
    """`page` is the work's own page, for those who may open it; `result` is where everyone reads it."""

    work: Assignment
    title: Text
    state: str
    page: str
    result: str


def fetch_work(thread: Thread, reader: Any) -> Shown | None:
    task = task_of_thread(thread, reader)
    if task is None:
        return None
    rows = [_row(work, reader, mine=mine) for work, mine in works_read(task)]
    shown = [row for row in rows if row.page or (row.work.state in DELIVERED and row.title)]
    context = {"works": shown, "semester": capfirst(str(task.in_semester)), "unit": task.unit.name}
    return Shown(_("Work on the task"), "students/_work_panel.html", context) if shown else None


def _row(work: Assignment, reader: Any, *, mine: bool) -> Row:
    result = work.result if may_be_shown(work, today()) else None
    address = result.get_absolute_url() if result and result.state == ResultState.PUBLISHED else ""
    page = work.get_absolute_url() if may_read_work(reader, work, mine=mine) else ""
    return Row(work, work.called, capfirst(str(work.get_state_display())), page, address)


WORK_PANEL = Panel(kinds=frozenset({"task"}), fetch=fetch_work)
