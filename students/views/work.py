"""A group's work on a task: its page and its steps."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.clock import today
from portal.core.rules.transition import Transition
from portal.core.views.authored import StepView
from students.models import Assignment, StudentTask
from students.queries.work import author_in, authors_of, consents_of, may_read_work, points_of, works
from students.rules.assignment import ASSIGNMENT, cleared, follows
from students.rules.delivery import DELIVERED, may_be_shown
from students.rules.enums import AssignmentState, DataNeed
from students.views.post import TaskDoor, page_of
from students.workflows.work import approve, break_off, step
from students.workflows.work_mail import consent_path

STEPS = {
    "approve": "task_work_approve",
    "start": "task_work_start",
    "complete": "task_work_complete",
    "break_off": "task_work_break_off",
}
"""Action → its page. The delivery has a form of its own."""
OPEN = (AssignmentState.ACCEPTED, AssignmentState.APPROVED, AssignmentState.IN_PROGRESS)
NEEDS_CLEARING = (DataNeed.PERSONAL, DataNeed.SENSITIVE)


class WorkDoor(TaskDoor):
    """Only those who follow the work, lead the unit or do it know that it is there. `thing` is the work."""

    who = gettext_lazy(
        "Those who posted the task may do this, its supervisor and coordinator, and the partnership team."
    )

    def find(self, key: str) -> Any:
        return get_object_or_404(works(), pk=self.kwargs["work"], task__slug=key)

    @property
    def work(self) -> Assignment:
        assert isinstance(self.thing, Assignment)
        return self.thing

    @property
    def task(self) -> StudentTask:
        return self.work.task

    def sees(self, user: Any, thing: Any) -> bool:
        return may_read_work(user, thing)

    def may(self, user: Any, thing: Any) -> bool:
        return follows(user, thing)

    def crumbs(self, here: Any) -> list[tuple[Any, str | None]]:
        way = [(_("Student tasks"), reverse("tasks")), (self.task.title, page_of(self.task))]
        about = [(_("The group’s work"), self.work.get_absolute_url())] if here else []
        return [*way, *about, (here or _("The group’s work"), None)]


class WorkPage(WorkDoor):
    http_method_names = ["get", "head"]

    def may(self, user: Any, thing: Any) -> bool:
        return may_read_work(user, thing)

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        user, work = request.user, self.work
        author, runs = author_in(work, user), follows(user, work)
        context = {
            "work": work,
            "task": self.task,
            "status": capfirst(str(work.get_state_display())),
            "authors": authors_of(work),
            "runs": runs,
            "is_delivered": work.state in DELIVERED,
            "data_to_clear": self.task.data in NEEDS_CLEARING,
            "hindrance": cleared(work) if work.state == AssignmentState.APPROVED else "",
            "points": points_of(work),
            "ways_on": self.ways_on(runs=runs),
            "shown": may_be_shown(work, today()),
            "consent_url": consent_path(work, author) if author and work.state in DELIVERED else "",
            "has_said": author is not None and author.member in consents_of(work),
            "noindex": True,
            "breadcrumbs": self.crumbs(""),
        }
        return render(request, "students/work.html", context)

    def ways_on(self, *, runs: bool) -> list[tuple[Any, str]]:
        """What the reader may do, the next thing first. What can't be taken yet is told and not offered."""
        work, key = self.work, [self.task.slug, self.work.pk]
        records = self.records() if runs and work.state in OPEN else []
        rows = [row for row in ASSIGNMENT.open_to(self.request.user, work) if row.action in STEPS]
        steps = [
            (row.label, reverse(STEPS[row.action], args=key))
            for row in rows
            if row.action != "break_off" and not row.guard(work)
        ]
        ends = [
            (row.label, reverse(STEPS[row.action], args=key)) for row in rows if row.action == "break_off"
        ]
        if runs and work.state == AssignmentState.IN_PROGRESS:
            steps = [(_("Record the delivery"), reverse("task_work_delivery", args=key)), *steps]
        return [*steps, *records, *ends]

    def records(self) -> list[tuple[Any, str]]:
        """What is recorded on the way; what still lacks stands first."""
        key, task = [self.task.slug, self.work.pk], self.task
        signed = self.work.agreement_on is not None
        words = _("Change the agreement or the end date") if signed else _("Record the agreement")
        found = [(signed, words, reverse("task_work_agreement", args=key))]
        if task.data in NEEDS_CLEARING:
            done = task.data_cleared_on is not None
            words = (
                _("Change what is recorded of the data") if done else _("Record that the data are cleared")
            )
            found.append((done, words, reverse("task_work_clearing", args=key)))
        return [(label, url) for _done, label, url in sorted(found, key=lambda one: one[0])]


class WorkStep(WorkDoor, StepView):
    table = ASSIGNMENT
    template_name = "students/work_step.html"

    def may(self, user: Any, thing: Any) -> bool:
        return StepView.may(self, user, thing)

    def act(self, thing: Any, row: Transition, note: str) -> None:
        by = self.request.user
        if row.action == "approve":
            approve(thing, by=by)
        elif row.action == "break_off":
            break_off(thing, by=by, reason=note)
        else:
            step(thing, row.action, by=by)
