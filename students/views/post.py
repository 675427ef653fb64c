"""Posting a student task, changing it, and taking it a step on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from portal.core.models import Authored
from portal.core.rules.transition import Transition, Words
from portal.core.views.authored import AuthoredFormView, DoorMixin, StepView
from students.forms.post import TaskForm
from students.models import StudentTask
from students.queries.post import task_to_copy, units_to_post_for
from students.rules.meter import meter
from students.rules.rights import leads_tasks_unit, may_edit_task, may_post_tasks
from students.rules.task import TASK
from students.workflows.post import change_task, draft_task, step_on

AGAIN = "som"
"""Key of the query that names the task a new one repeats, by its slug."""


def page_of(task: StudentTask) -> str:
    """Where a task is looked at: its public page, or as long as there is none the page of its draft."""
    return reverse("task" if task.published_at else "task_draft", args=[task.slug])


class TaskDoor(DoorMixin):
    """Before it is published a task is seen by those who edit it and by the leader of its unit."""

    kind = "task"
    who = gettext_lazy("Those who posted the task may do this, and the partnership team.")

    def find(self, key: str) -> Any:
        tasks = StudentTask.objects.select_related("thread", "unit__partner", "kind", "contact", "made_by")
        return get_object_or_404(tasks, thread__kind=self.kind, slug=key)

    @property
    def task(self) -> StudentTask:
        """The task of the address; only of one that names a task."""
        assert isinstance(self.thing, StudentTask)
        return self.thing

    def sees(self, user: Any, thing: Any) -> bool:
        theirs = may_edit_task(user, thing) or leads_tasks_unit(user, thing)
        return bool(theirs) or super().sees(user, thing)

    def crumbs(self, here: Words) -> list[tuple[Any, str | None]]:
        from_top = super().crumbs(here)
        return (
            [*from_top[:-2], (self.thing.title, page_of(self.thing)), from_top[-1]]
            if self.thing
            else from_top
        )


class TaskNew(TaskDoor, AuthoredFormView):
    template_name = "students/task_form.html"
    form_class = TaskForm
    title = gettext_lazy("Post a student task")
    lead = gettext_lazy("A question and a problem are enough to begin with. It takes about ten minutes.")
    send = gettext_lazy("Save and look it through")
    receipt = gettext_lazy("The draft is saved. Nobody else sees it until you send it.")
    who = gettext_lazy("Employees of the municipality and the partnership team may post here.")

    def may(self, user: Any, _thing: Any) -> bool:
        return bool(may_post_tasks(user))

    @cached_property
    def copied(self) -> StudentTask | None:
        slug = self.request.GET.get(AGAIN, "")
        return task_to_copy(self.request.user, slug) if slug else None

    @property
    def draft_key(self) -> str:
        """What is kept of a repeated task is not what is kept of a new one."""
        key = str(getattr(super(), "draft_key", ""))
        return f"{key}:{self.copied.pk}" if self.copied else key

    def form_more(self) -> dict[str, Any]:
        return {"by": self.request.user, "copied": self.copied}

    def save(self, form: Any) -> Authored:
        return draft_task(form.values, by=self.request.user, origin=self.origin)  # type: ignore[arg-type]

    def after(self, thing: Any) -> str:
        return reverse("task_draft", args=[thing.slug])

    def more(self) -> dict[str, Any]:
        return {"copied": self.copied, "no_unit": not units_to_post_for(self.request.user).exists()}


class TaskEdit(TaskDoor, AuthoredFormView):
    template_name = "students/task_form.html"
    form_class = TaskForm
    title = gettext_lazy("Change the task")
    send = gettext_lazy("Save the changes")

    def may(self, user: Any, thing: Any) -> bool:
        return bool(may_edit_task(user, thing))

    def form_more(self) -> dict[str, Any]:
        return {"by": self.request.user}

    def save(self, form: Any) -> Authored:
        change_task(self.task, form.values, by=self.request.user, seen=form.seen)  # type: ignore[arg-type]
        return self.task

    def after(self, thing: Any) -> str:
        return page_of(thing)

    def more(self) -> dict[str, Any]:
        return {"meter": meter(self.thing)}


class TaskStep(TaskDoor, StepView):
    """Closing, withdrawing, and taking up again: what asks for nothing but a yes or a reason."""

    table = TASK

    def act(self, thing: Any, row: Transition, note: str) -> None:
        step_on(thing, row.action, by=self.request.user, note=note)  # type: ignore[arg-type]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._home(super().post(request, **kwargs))

    def not_possible(self, request: HttpRequest) -> HttpResponse:
        return self._home(super().not_possible(request))

    def _home(self, response: HttpResponse) -> HttpResponse:
        moved = 300 <= response.status_code < 400
        return redirect(page_of(self.thing)) if moved and self.thing else response
