"""Answering interest in a task, and reserving one for a course."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.rules.transition import Words
from portal.core.workflows.transition import NotPossibleError, StaleError
from students.forms.interest import ReserveForm
from students.models import Interest
from students.queries.assign import board
from students.rules.enums import AssignBy
from students.rules.rights import may_answer_interest, may_reserve, may_unreserve
from students.views.post import TaskDoor
from students.workflows.assign import decline, offer, put_on_waiting_list, retract
from students.workflows.assign_reserve import in_the_way, release, reserve

RECEIPTS: dict[str, Words] = {
    "offer": gettext_lazy("The task is offered. The group has seven working days to answer."),
    "wait": gettext_lazy("The group is on the waiting list, and told."),
    "decline": gettext_lazy("The group is told, with your reason."),
    "retract": gettext_lazy("The offer is taken back. The group is on the waiting list, and told why."),
}
WITH_REASON = ("decline", "retract")


class TaskInterests(TaskDoor):
    """Every group that has shown interest; POST answers the one that has the `pk` of the address."""

    http_method_names = ["get", "head", "post"]
    title = gettext_lazy("Interest in the task")
    who = gettext_lazy("Whoever assigns the task may answer, and the partnership team on their behalf.")

    def may(self, user: Any, thing: Any) -> bool:
        return bool(may_answer_interest(user, thing))

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self.page()

    def post(self, request: HttpRequest, pk: int, **_kwargs: Any) -> HttpResponse:
        interests = Interest.objects.filter(task=self.task).select_related("task", "by")
        interest = get_object_or_404(interests, pk=pk)
        answer, reason = request.POST.get("answer", ""), request.POST.get("reason", "").strip()
        if answer not in RECEIPTS:
            return self.page(_("Choose an answer."), status=422)
        if answer in WITH_REASON and not reason:
            return self.page(_("Say why, so that the group learns from it."), refused=interest.pk, status=422)
        try:
            self.act(interest, answer, reason)
        except NotPossibleError as why:
            return self.page(str(why), status=409)
        messages.success(request, str(RECEIPTS[answer]))
        return redirect("task_interests", self.task.slug)

    def act(self, interest: Interest, answer: str, reason: str) -> None:
        user: Any = self.request.user
        if answer == "offer":
            offer(interest, by=user)
        elif answer == "wait":
            put_on_waiting_list(interest, by=user)
        elif answer == "retract":
            retract(interest, by=user, reason=reason)
        else:
            decline(interest, by=user, reason=reason)

    def page(self, error: str = "", *, refused: int = 0, status: int = 200) -> HttpResponse:
        context = {
            "task": self.task,
            "board": board(self.task, refused=refused),
            "error": error,
            "may_reserve": may_unreserve(self.request.user, self.task)
            and self.task.assign_by == AssignBy.COURSE,
            "noindex": True,
            "breadcrumbs": self.crumbs(self.title),
        }
        return render(self.request, "students/interest_list.html", context, status=status)


class TaskReserve(TaskDoor):
    """University staff reserve a task for a course; it can be given back as long as it is reserved."""

    http_method_names = ["get", "head", "post"]
    title = gettext_lazy("Reserve for a course")
    who = gettext_lazy("Employees of the university may reserve a task for a course.")

    def may(self, user: Any, thing: Any) -> bool:
        if not self.sees(user, thing):
            return False
        if thing.assign_by == AssignBy.COURSE and may_unreserve(user, thing):
            return True
        return bool(may_reserve(user))

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self.page(ReserveForm(initial={"version": self.task.version}))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = ReserveForm(request.POST)
        gives_back = request.POST.get("answer") == "release"
        if gives_back:
            form.fields["course"].required = False
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            self.act(form, gives_back)
        except StaleError:
            self.task.refresh_from_db()
            again = ReserveForm(initial={"version": self.task.version, "course": form.cleaned_data["course"]})
            return self.page(
                again, _("The task was changed after you opened it. Look once more."), status=409
            )
        except NotPossibleError as why:
            return self.page(form, str(why), status=409)
        messages.success(request, self.receipt(gives_back))
        return redirect(self.task)

    def act(self, form: ReserveForm, gives_back: bool) -> None:
        user: Any = self.request.user
        seen = form.cleaned_data["version"]
        if gives_back:
            release(self.task, by=user, seen=seen)
        else:
            reserve(self.task, by=user, course=form.cleaned_data["course"], seen=seen)

    def receipt(self, gives_back: bool) -> str:
        if gives_back:
            return _("The task is not reserved any more. Its owners answer interest in it again.")
        return _("The task is reserved. You answer the students’ interest in it from now on.")

    def page(self, form: ReserveForm, error: str = "", status: int = 200) -> HttpResponse:
        user, task = self.request.user, self.task
        context = {
            "form": form,
            "task": task,
            "error": error,
            "in_the_way": in_the_way(task),
            "may_release": task.assign_by == AssignBy.COURSE and may_unreserve(user, task),
            "noindex": True,
            "breadcrumbs": self.crumbs(self.title),
        }
        return render(self.request, "students/interest_reserve.html", context, status=status)
