"""The one thing to do next on the page of a task, by who looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.clock import today
from students.models import Interest, StudentTask
from students.queries.task_page import own_interest, waiting_for
from students.rules.enums import InterestState, TaskState
from students.rules.rights import may_answer_interest, may_edit_task, may_reserve, may_show_interest


@dataclass(frozen=True)
class NextStep:
    """Words and one button. `url` is empty where there is nothing to press."""

    title: str
    words: str
    label: str = ""
    url: str = ""


def next_step(user: Any, task: StudentTask, free: int) -> NextStep | None:
    """Nothing for those inside who have no part in it. `task` is one of `tasks_to_read` by `user`."""
    may_edit = may_edit_task(user, task)
    if may_answer_interest(user, task):
        return _for_owner(task, may_edit=may_edit)
    if may_edit:
        return _for_editor(task)
    if own := own_interest(task):
        return _for_interested(own)
    if not task.is_open(today()):
        return NextStep(
            _("This task takes no more interest"), _closed(task), _("See open tasks"), _catalogue()
        )
    if not user.is_authenticated or may_show_interest(user):
        return _for_student(user, task, free)
    if may_reserve(user):
        return NextStep(
            _("Does it fit a course of yours?"),
            _("Reserve it for the course, and your students get it."),
            _("Reserve it for a course"),
            _part(task, "reserver"),
        )
    return None


def _for_student(user: Any, task: StudentTask, free: int) -> NextStep:
    words = _("Tell briefly who you are, alone or as a group. You get an answer within seven working days.")
    if free <= 0:
        words = _("All places are offered to others now. You can still show interest, and wait for one.")
    label = _("Show interest in the task") if user.is_authenticated else _("Sign in to show interest")
    return NextStep(_("Do you want this task?"), words, label, _part(task, "interesse"))


def _for_interested(own: Interest) -> NextStep:
    offered = own.state == InterestState.OFFERED
    return NextStep(
        _("You are offered this task") if offered else _("You have shown interest"),
        _("How it stands: %(state)s.") % {"state": InterestState(own.state).label},
        _("Answer the offer") if offered else _("See your interests"),
        _catalogue() + "mine/",
    )


def _withdrawn(task: StudentTask) -> NextStep:
    words = _("Nobody can show interest in it. You can take it up again as a draft.")
    return NextStep(
        _("It is withdrawn"), words, _("Take it up again"), reverse("task_reopen", args=[task.slug])
    )


def _for_editor(task: StudentTask) -> NextStep:
    """An administrator who is not on the team: students’ interest is not theirs to read."""
    if task.state == TaskState.WITHDRAWN:
        return _withdrawn(task)
    words = _("Interest in it is answered by those whose task it is, and by the partnership team.")
    return NextStep(
        _("You can change this task"), words, _("Change the task"), reverse("task_edit", args=[task.slug])
    )


def _for_owner(task: StudentTask, *, may_edit: bool) -> NextStep:
    if task.state == TaskState.WITHDRAWN and may_edit:
        return _withdrawn(task)
    waiting = waiting_for(task)
    words = ngettext(
        "%(count)s interest waits for an answer.", "%(count)s interests wait for an answer.", waiting
    ) % {"count": waiting}  # fmt: skip
    if not waiting:
        words = _("No interest waits for an answer.")
    label = _("Answer interests") if waiting else _("See interests")
    return NextStep(_("Interest in your task"), words, label, _part(task, "interesser"))


def _closed(task: StudentTask) -> str:
    if task.state == TaskState.FULL:
        return _("All its places are taken.")
    if task.state == TaskState.PUBLISHED:
        return _("The last day to show interest has passed.")
    return _("It is closed.") if task.state == TaskState.CLOSED else _("It is withdrawn.")


def _part(task: StudentTask, word: str) -> str:
    """A page of the task's own, below its address."""
    return f"{reverse('task', args=[task.slug])}{word}/"


def _catalogue() -> str:
    return reverse("tasks")
