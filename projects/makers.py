"""“Make this into …”: a project, an application, a result, a lesson."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.core.models.thread import Thread
from portal.core.threads import Maker
from projects.models import Project
from projects.rules.rights import may_make_projects, runs_projects


def form_at(name: str) -> Callable[[Thread], str]:
    """The form of that name, which begins with what a thread says."""
    return lambda thread: f"{reverse(name)}?fra={thread.kind}/{thread.key}"


def may_set_up(reader: Any, _thread: Thread) -> bool:
    return bool(may_make_projects(reader))


def may_apply(reader: Any, thread: Thread) -> bool:
    """The project's owners, and the team. Asked of a page by several makers, at one query for all of them."""
    if not reader.is_authenticated:
        return False
    if runs_projects(reader):
        return True
    answers: dict[Any, bool] = vars(thread).setdefault("_may_apply", {})
    if reader.pk not in answers:
        answers[reader.pk] = Project.objects.editable_by(reader).filter(thread=thread).exists()
    return answers[reader.pk]


def may_tell(reader: Any, thread: Thread) -> bool:
    """What came of a project is told by its owners; of anything else by staff of the partners."""
    if not may_make_projects(reader):
        return False
    if thread.kind != "project":
        return True
    return may_apply(reader, thread)


TOLD_OF = frozenset({"need", "project", "application", "exchange", "date", "task"})

MAKERS = {
    "project": Maker(
        label=_("A project"), from_kinds=frozenset({"need"}), url=form_at("project_new"), may=may_set_up
    ),
    "application": Maker(
        label=_("An application for money"),
        from_kinds=frozenset({"project"}),
        url=lambda thread: reverse("application_new", args=[thread.key]),
        may=may_apply,
    ),
    "result": Maker(label=_("A result"), from_kinds=TOLD_OF, url=form_at("result_new"), may=may_tell),
    "lesson": Maker(label=_("A lesson"), from_kinds=TOLD_OF, url=form_at("lesson_new"), may=may_tell),
}
