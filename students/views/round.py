"""What nobody took by its last day to apply, and how it is offered on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from portal.core.clock import today
from portal.core.guards import only
from portal.core.threads import makers
from portal.core.workflows.transition import NotPossibleError
from students.models import StudentTask, TaskKind
from students.models.task import LISTED
from students.queries.untaken import next_semester, untaken_for
from students.rules.rights import may_offer_on, may_post_tasks
from students.workflows.offer_on import offer_on as offer

WHO = gettext_lazy("Employees of the municipality and the partnership team see their tasks here.")
TOPIC = "topic"
"""The maker that puts a thing on a gathering's programme."""
MOST = 50
"""Tasks on the page, the latest first: each has a form of its own. The next come as these are done with."""


@require_safe
@only(may_post_tasks, WHO)
def untaken(request: HttpRequest) -> HttpResponse:
    tasks = list(untaken_for(request.user, today())[:MOST])
    context = {
        "rows": [(task, _topic(request.user, task)) for task in tasks],
        "semester": next_semester(today()),
        "kinds": TaskKind.objects.all() if tasks else [],
        "noindex": True,
        "breadcrumbs": [(_("Student tasks"), reverse("tasks")), (_("Tasks nobody took"), None)],
    }
    return render(request, "students/untaken.html", context)


def _topic(user: Any, task: StudentTask) -> str:
    """The address where it becomes a topic for a gathering; empty where that can't be, or not for `user`."""
    if TOPIC not in makers:
        return ""
    maker = makers.get(TOPIC)
    able = "task" in maker.from_kinds and maker.may(user, task.thread)
    return maker.url(task.thread) if able else ""


@require_POST
@only(may_post_tasks, WHO)
def offer_on(request: HttpRequest, key: str) -> HttpResponse:
    task = get_object_or_404(StudentTask.objects.select_related("unit", "thread"), slug=key)
    if task.state not in LISTED and not may_offer_on(request.user, task):
        raise Http404
    kind = TaskKind.objects.filter(key=request.POST.get("kind", "")).first()
    try:
        new = offer(task, by=request.user, kind=kind)  # type: ignore[arg-type]
    except NotPossibleError as why:
        messages.warning(request, str(why))
        return redirect("tasks_untaken")
    said = _("It is a new draft for %(semester)s. Look it through, and send it.") % {
        "semester": new.in_semester
    }
    messages.success(request, said)
    return redirect("task_draft", key=new.slug)
