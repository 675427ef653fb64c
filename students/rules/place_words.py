"""How it stands with a task's places, in words: they follow from the day, so that no listing is dead."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from portal.core.day_words import short_with_year
from students.rules.enums import TaskState

if TYPE_CHECKING:
    from students.models import StudentTask


def room_words(groups: int, free: int) -> str:
    """How many groups there is room for, and how many of the places are free."""
    room = ngettext("%(count)s group", "%(count)s groups", groups) % {"count": groups}
    if free >= groups:
        return _("room for %(groups)s") % {"groups": room}
    return ngettext(
        "%(free)s place free of %(groups)s", "%(free)s places free of %(groups)s", free
    ) % {"free": free, "groups": groups}  # fmt: skip


def row_words(
    state: str, deadline: date, room: tuple[int, int] | None, day: date
) -> tuple[str, str]:  # fmt: skip
    """What decides for a student on an Oslo day, and a line below it. `room` is (groups, free places)."""
    when = short_with_year(deadline, deadline, "date", today=day)
    if state == TaskState.FULL:
        return pgettext("places of a task", "Full"), _("all places are taken")
    if state == TaskState.CLOSED:
        return pgettext("places of a task", "Closed"), ""
    if deadline < day:
        return when, _("the deadline has passed")
    return when, room_words(*room) if room else ""


def status_words(task: StudentTask, day: date) -> str:
    """Whether it is open on an Oslo day, as the first line of its page."""
    when = {"day": short_with_year(task.deadline, task.deadline, "date", today=day)}
    if task.is_open(day):
        return _("Open: you can show interest until %(day)s") % when
    if task.state == TaskState.PUBLISHED:
        return _("Not open any more: the last day to show interest was %(day)s") % when
    if task.state == TaskState.FULL:
        return _("All places are taken")
    return capfirst(str(TaskState(task.state).label))
