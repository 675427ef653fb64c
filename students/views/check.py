"""The quality check: the team's queue, and the page where a task is published or returned."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from portal.core.clock import today
from portal.core.guards import only
from portal.core.workflows.transition import NotPossibleError, StaleError
from portal.partnership.rules.standing import is_on_team
from students.forms.check import LOOK, PUBLISH, RETURN, CheckForm
from students.models.task import LISTED
from students.queries.check import (
    asked_before,
    changed_tasks,
    is_alone,
    looks_at,
    nearest_tasks,
    queue,
)
from students.queries.check_difference import since_returned, since_seen
from students.queries.told import told
from students.rules.enums import TaskState
from students.rules.meter import meter
from students.rules.post import lacking
from students.rules.rights import may_check_task
from students.views.post import TaskDoor, page_of
from students.workflows.check import look, publish, return_task, review

WHO = gettext_lazy("The partnership team checks tasks, but nobody checks their own.")
RECEIPTS: dict[str, str | Promise] = {
    PUBLISH: gettext_lazy("The task is published. Students see it now, and the author is told."),
    RETURN: gettext_lazy("The task is returned. The author gets your comments by mail, and mends it."),
    LOOK: gettext_lazy("It is noted that you have looked through it. A colleague can publish it now."),
}


@require_safe
@only(is_on_team, WHO)
def check_queue(request: HttpRequest) -> HttpResponse:
    context = {
        "waiting": queue(request.user),
        "changed": [(task, may_check_task(request.user, task)) for task in changed_tasks()],
        "today": today(),
        "noindex": True,
        "breadcrumbs": [(_("Student tasks"), reverse("tasks")), (_("Quality check"), None)],
    }
    return render(request, "students/check_queue.html", context)


class TaskCheck(TaskDoor):
    """A task that waits for the check; for one that is published, what was changed since the team saw it."""

    http_method_names = ["get", "head", "post"]
    title = gettext_lazy("Quality check")
    who = WHO

    def may(self, user: Any, thing: Any) -> bool:
        return bool(may_check_task(user, thing))

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if self.task.state == TaskState.SUBMITTED:
            return self.page(self.form())
        if self.task.state in LISTED and (changed := since_seen(self.task)):
            return self.render("students/check_changed.html", {"changed": changed})
        messages.info(request, _("The task does not wait for a quality check now."))
        return redirect("task_check_queue")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.task.state in LISTED and "reviewed" in request.POST:
            return self.reviewed(request.POST.get("version", ""))
        if self.task.state != TaskState.SUBMITTED:
            return self.get(request, **kwargs)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            self.carry_out(form)
        except StaleError:
            return self.stale()
        except NotPossibleError as why:
            form.add_error(None, str(why))
            return self.page(form, status=422)
        messages.success(request, str(RECEIPTS[form.wish]))
        return redirect("task_check_queue")

    def carry_out(self, form: CheckForm) -> None:
        by: Any = self.request.user
        seen = form.cleaned_data["version"]
        acts: dict[str, Callable[[], object]] = {
            PUBLISH: lambda: publish(self.task, by=by, seen=seen, reason=form.cleaned_data.get("reason", "")),
            RETURN: lambda: return_task(self.task, by=by, seen=seen, comments=form.comments),
            LOOK: lambda: look(self.task, by=by, seen=seen),
        }
        acts[form.wish]()

    def reviewed(self, seen: str) -> HttpResponse:
        by: Any = self.request.user
        try:
            review(self.task, by=by, seen=int(seen) if seen.isdecimal() and len(seen) < 10 else -1)
        except StaleError:
            messages.warning(self.request, _("It was changed again after you opened it. Read it once more."))
            return redirect("task_check", key=self.task.slug)
        messages.success(self.request, _("It is noted that you have seen the changes."))
        return redirect("task_check_queue")

    def form(self, data: Any = None) -> CheckForm:
        self.looks = looks_at([self.task.thread_id]).get(self.task.thread_id, ())
        self.alone = is_alone(self.request.user, self.looks)
        answers = told(self.task, unanswered=True)
        return CheckForm(data, task=self.task, answers=answers, alone=self.alone)

    def stale(self) -> HttpResponse:
        """The task as it is now, with the comments one had written: nothing of them is lost."""
        self.task.refresh_from_db()
        data = self.request.POST.copy()
        data["version"] = str(self.task.version)
        error = _("The task was changed after you opened it. Nothing is done yet: read it once more.")
        return self.page(self.form(data), status=409, error=error)

    def page(self, form: CheckForm, *, status: int = 200, error: str = "") -> HttpResponse:
        task, asked = self.task, asked_before(self.task)
        context = {
            "form": form,
            "answered": list(form.rows(asked, answered=True)),
            "unanswered": list(form.rows(asked, answered=False)),
            "looks": self.looks,
            "looked": any(one.by == self.request.user.pk for one in self.looks),
            "alone": self.alone,
            "changed": since_returned(task),
            "nearest": nearest_tasks(task),
            "files": task.files.select_related("file"),
            "meter": meter(task),
            "lacking": lacking(task),
            "error": error,
        }
        return self.render("students/check.html", context, status=status)

    def render(self, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        more = {
            "task": self.task,
            "page_of_task": page_of(self.task),
            "noindex": True,
            "breadcrumbs": [
                (_("Student tasks"), reverse("tasks")),
                (_("Quality check"), reverse("task_check_queue")),
                (self.task.title, None),
            ],
        }
        return render(self.request, template, context | more, status=status)
