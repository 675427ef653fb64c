"""A group's work on a task: its page, its steps, and what is recorded on the way."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.clock import today
from portal.core.rules.transition import Transition
from portal.core.views.authored import StepView
from portal.core.workflows.transition import NotPossibleError, StaleError
from students.forms.work import AgreementForm, ClearingForm, PointsForm
from students.models import Assignment, StudentTask
from students.queries.work import author_in, authors_of, consents_of, may_read_work, points_of, works
from students.rules.assignment import ASSIGNMENT, cleared, follows
from students.rules.delivery import DELIVERED, may_be_shown
from students.rules.enums import AssignmentState, DataNeed, Point
from students.views.post import TaskDoor, page_of
from students.workflows.work import (
    approve,
    break_off,
    record_agreement,
    record_clearing,
    step,
    tick_points,
)
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


class RecordView(WorkDoor):
    """A form about the work. `keep` is given a valid one and carries it out."""

    http_method_names = ["get", "head", "post"]
    template_name = "students/work_form.html"
    title: Any = ""
    lead: Any = ""
    receipt: Any = gettext_lazy("It is saved.")

    def form(self, *data: Any) -> Form:
        raise Http404  # whoever has a page has a form

    def keep(self, form: Any) -> None:
        raise Http404

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            self.keep(form)
        except StaleError:
            self.work.refresh_from_db()
            error = _("Somebody changed this after you opened it. Here is what stands now.")
            return self.page(self.form(), error=error, status=409)
        except NotPossibleError as why:
            return self.page(form, error=str(why), status=422)
        messages.success(request, str(self.receipt))
        return redirect(self.work.get_absolute_url())

    def page(self, form: Form, *, error: str = "", status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "view": self,
            "work": self.work,
            "task": self.task,
            "error": error,
            "noindex": True,
            "breadcrumbs": self.crumbs(self.title),
        }
        return render(self.request, self.template_name, context, status=status)


class WorkAgreement(RecordView):
    title = gettext_lazy("Agreement and end date")
    lead = gettext_lazy("The date and the archive’s reference are kept here, not the agreement.")

    def form(self, *data: Any) -> Form:
        return AgreementForm(*data, work=self.work)

    def keep(self, form: Any) -> None:
        said = form.cleaned_data
        record_agreement(
            self.work,
            signed_on=said["agreement_on"],
            reference=said["agreement_ref"],
            ends_on=said["ends_on"],
            by=self.request.user,
            seen=said["version"],
        )


class WorkClearing(RecordView):
    title = gettext_lazy("The use of the data is cleared")
    lead = gettext_lazy("The work may start once this is recorded. It counts for every group with this task.")

    def form(self, *data: Any) -> Form:
        return ClearingForm(*data, task=self.task)

    def keep(self, form: Any) -> None:
        said = form.cleaned_data
        record_clearing(
            self.task,
            cleared_on=said["data_cleared_on"],
            reference=said["data_reference"],
            by=self.request.user,
        )


class WorkPoints(WorkDoor):
    """The check list of the work’s page; its form stands there."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = PointsForm(request.POST)
        if form.is_valid() and self.work.state != AssignmentState.BROKEN_OFF:
            tick_points(self.work, [Point(one) for one in form.cleaned_data["points"]], by=request.user)
            messages.success(request, _("The check list is saved."))
        else:
            messages.warning(request, _("This can’t be done as things stand now."))
        return redirect(self.work.get_absolute_url())
