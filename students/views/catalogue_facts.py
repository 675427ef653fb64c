"""The facts of a task, as everyone reads them; names of people are for those who are signed in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.dates import MONTHS
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from portal.core.day_words import long_when
from portal.core.views.thread_detail import Facts
from portal.partnership.queries.theme import THEME
from students.models import StudentTask
from students.queries.task_page import names_of
from students.queries.words import FIELD
from students.rules.enums import AssignBy, DataNeed
from students.rules.place_words import room_words
from students.rules.post import DEMANDS


def facts_of(task: StudentTask, *, free: int, named: bool) -> Facts:
    """In the order they are asked for. `named` readers read who supervises it. One of `tasks_to_read`."""
    said = names_of(task)
    pairs = [
        (_("Apply by"), _long(task.deadline)),
        (_("When"), _when(task)),
        (_("Where"), task.place),
        (_("Travel"), task.travel),
        (_("Scope"), _scope(task)),
        (pgettext("facet", "Places"), capfirst(room_words(task.groups, free))),
        (_("Who gets it"), _who_gets_it(task)),
        (_("Supervisor"), _supervisor(task, named=named)),
        (_("Fields of study"), _listed(said[FIELD])),
        (_("Theme"), _listed(said[THEME])),
        (_("Language"), _("It can be answered in English.") if task.in_english else ""),
        (_("Terms"), _confidential() if task.confidential else ""),
    ]
    return [(label, words) for label, words in pairs if words]


def demand_of(task: StudentTask) -> str | Promise:
    """What its data demand before the work may start; nothing once they are cleared."""
    if task.data_cleared_on:
        return _("It is cleared.")
    return DEMANDS.get(task.data, "")


def has_data(task: StudentTask) -> bool:
    return task.data != DataNeed.NONE or bool(task.data_offered)


def _long(day: date) -> str:
    return long_when(day, day, "date")


def _when(task: StudentTask) -> str:
    semester = task.in_semester
    return _("%(semester)s, %(first)s to %(last)s") % {
        "semester": capfirst(str(semester)),
        "first": MONTHS[semester.first_day.month],
        "last": MONTHS[semester.last_day.month],
    }


def _scope(task: StudentTask) -> str:
    return ", ".join(_parts_of_scope(task))


def _parts_of_scope(task: StudentTask) -> Iterator[str]:
    if task.kind:
        yield str(task.kind.name)
    if task.group_min == task.group_max:
        yield ngettext("%(count)s student", "%(count)s students", task.group_max) % {"count": task.group_max}
    else:
        yield _("%(least)s–%(most)s students") % {"least": task.group_min, "most": task.group_max}


def _who_gets_it(task: StudentTask) -> str:
    """What goes without saying, agreement with the one who asks, is not said."""
    if task.assign_by == AssignBy.OWNER:
        return ""
    words: str = task.get_assign_by_display()
    return f"{words}: {task.course}" if task.course else words


def _supervisor(task: StudentTask, *, named: bool) -> Any:
    if task.supervisor_id:
        return task.supervisor if named else _("There is a supervisor.")
    return _("Wanted") if task.supervisor_wanted else _("Settled when a group is chosen")


def _confidential() -> str:
    return _("The students sign a declaration of confidentiality.")


def _listed(words: list[str]) -> str:
    return capfirst(", ".join(words))
