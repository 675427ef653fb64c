"""The page of a task."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from portal.core.clock import today
from portal.core.threads import Kind
from portal.core.views.thread_detail import Facts, ThreadDetailView
from students.models import StudentTask
from students.queries.board import listed_in
from students.queries.check import check_url
from students.queries.task_page import tasks_to_read, with_parts
from students.rules.place_words import status_words
from students.rules.rights import leads_tasks_unit, may_edit_task
from students.views.catalogue_facts import demand_of, facts_of, has_data
from students.views.catalogue_step import next_step
from students.views.post import page_of

LONGEST_LEAD = 220
"""Characters of a problem that stands under the title as it is; a longer one is a part of the page."""


class TaskPage(ThreadDetailView):
    """A question, why it is asked, and the facts that decide. Those whose draft it is are led to that."""

    kind = "task"
    template_name = "students/task_detail.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponseBase:
        try:
            return super().get(request, key)
        except Http404:
            if draft := self.own_draft(request.user, key):
                return redirect(page_of(draft))
            raise

    def own_draft(self, user: Any, key: str) -> StudentTask | None:
        """What only those whose it is may read, if the reader is one of them."""
        task = StudentTask.objects.select_related("unit").filter(slug=key, published_at=None).first()
        theirs = task is not None and user.is_authenticated
        return task if theirs and (may_edit_task(user, task) or leads_tasks_unit(user, task)) else None

    def find(self, kind: Kind, key: str) -> StudentTask:
        tasks = tasks_to_read(self.request.user)
        return with_parts(get_object_or_404(tasks, thread__kind=kind.key, thread__key=key))

    def facts(self, _kind: Kind, _thread: Any) -> Facts:
        return ()  # told by the task itself, see `about`

    def about(self, kind: Kind, thing: Any) -> dict[str, Any]:
        task, user = thing, self.request.user
        free = max(task.groups - task.taken, 0)
        summary = str(task.summary)
        is_lead = len(summary) <= LONGEST_LEAD and "\n" not in summary.strip()
        return super().about(kind, task) | {
            "task": task,
            "status": status_words(task, today()),
            "facts": facts_of(task, free=free, named=user.is_authenticated),
            "lead": task.summary if is_lead else "",
            "files": task.files.all(),
            "has_data": has_data(task),
            "demand": demand_of(task),
            "listed_in": listed_in(task),
            "next": next_step(user, task, free),
            "may_edit": may_edit_task(user, task),
            "check_url": check_url(user, task),
        }
