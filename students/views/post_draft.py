"""The page of a task that is not published yet: all of it, what would make it better, and “Send”."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.clock import today
from portal.core.workflows.transition import NotPossibleError, StaleError
from students.forms.leader import YesForm
from students.models import StudentTask
from students.queries.check import check_url
from students.queries.check_difference import mended_fields
from students.queries.leader import last_no, leaders_of
from students.queries.told import told
from students.rules.enums import TaskState
from students.rules.meter import meter
from students.rules.post import lacking
from students.rules.rights import leads_tasks_unit, may_edit_task
from students.views.post import TaskDoor, page_of
from students.workflows.post import send


class TaskDraft(TaskDoor):
    http_method_names = ["get", "head", "post"]
    template_name = "students/task_form_summary.html"
    title = gettext_lazy("Look it through")

    def may(self, user: Any, thing: Any) -> bool:
        reads = self.request.method in ("GET", "HEAD") and leads_tasks_unit(user, thing)
        return bool(reads or may_edit_task(user, thing))

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        task = self.task
        return redirect(page_of(task)) if task.published_at else self.page()

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        task = self.task
        form = self.hours_form(request.POST)
        if form and not form.is_valid():
            return self.page(form=form, status=422)
        if (seen := _seen(request)) is None:
            return self.page(error=_("Look it through, and send it from this page."), status=422)
        hours = form.cleaned_data["hours"] if form else None
        try:
            send(task, by=request.user, seen=seen, hours=hours)  # type: ignore[arg-type]
        except StaleError:
            error = _("The task was changed or sent after you opened this page. Look it through once more.")
            return self.page(error=error, status=409)
        except NotPossibleError as why:
            return self.page(error=str(why), status=422)
        messages.success(request, self.receipt(task))
        return redirect(page_of(task))

    def receipt(self, task: StudentTask) -> str:
        if task.state == TaskState.SUBMITTED:
            return _("The task is sent to quality check. The team answers within five working days.")
        if leaders_of(task.unit, today()):
            return _("The leader of the unit has got a mail. You hear when there is an answer.")
        return _("Nobody here leads the unit, so the team asks its leader. You hear when there is an answer.")

    def hours_form(self, data: Any = None) -> YesForm | None:
        """Whoever leads the unit confirms in the same step."""
        task = self.task
        if (
            task.confirmed_at
            or task.state != TaskState.DRAFT
            or not leads_tasks_unit(self.request.user, task)
        ):
            return None
        return YesForm(data, task=task)

    def page(self, *, form: YesForm | None = None, error: str = "", status: int = 200) -> HttpResponse:
        task = self.task
        if status == 409:
            task.refresh_from_db()
        draft = task.state == TaskState.DRAFT
        context = {
            "task": task,
            "status": capfirst(str(TaskState(task.state).label)),
            "told": told(task),
            "mended": mended_fields(task) if draft else frozenset(),
            "files": task.files.select_related("file"),
            "meter": meter(task),
            "check_url": check_url(self.request.user, task),
            "may_edit": may_edit_task(self.request.user, task),
            "draft": draft,
            "asked": draft and task.asked_leader_at,
            "lacking": lacking(task) if draft else "",
            "said_no": last_no(task) if draft else "",
            "leaders": leaders_of(task.unit, today()) if draft and not task.confirmed_at else [],
            "hours_form": form or self.hours_form(),
            "error": error,
            "noindex": True,
            "breadcrumbs": [*self.crumbs(self.title)[:-2], (task.title, None)],
        }
        return render(self.request, self.template_name, context, status=status)


def _seen(request: HttpRequest) -> int | None:
    """The version of the page the button was on; none where it says none."""
    said = request.POST.get("version") or request.POST.get("yes-version", "")
    return int(said) if said.isdecimal() and len(said) < 10 else None
