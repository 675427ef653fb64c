"""Showing interest in a task, and one's own interests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from portal.core.clock import today
from portal.core.rules.transition import Words
from portal.core.workflows.transition import NotPossibleError
from students.forms.interest import InterestForm
from students.models import Interest
from students.queries.interest import answerers, interest_of, interests_of, with_promises
from students.rules.rights import may_show_interest
from students.views.post import TaskDoor
from students.workflows.assign import accept, refuse
from students.workflows.interest import register_interest, withdraw

MINE = gettext_lazy("My interests")
Act = Callable[..., None]
ANSWERS: dict[str, tuple[Act, Words]] = {
    "accept": (accept, gettext_lazy("The task is yours. The contact and the supervisor are told.")),
    "refuse": (refuse, gettext_lazy("The offer is turned down, and the place is free for others.")),
    "withdraw": (withdraw, gettext_lazy("Your interest is withdrawn.")),
}
"""What one can do with an interest of one's own, and its receipt."""


class TaskInterest(TaskDoor):
    """The form in which a student shows interest."""

    http_method_names = ["get", "head", "post"]
    title = gettext_lazy("Show interest")
    who = gettext_lazy("Students of the university may show interest in a task.")

    def may(self, user: Any, thing: Any) -> bool:
        return bool(may_show_interest(user)) and self.sees(user, thing)

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if interest_of(request.user, self.task):
            messages.info(request, _("You have shown interest in this task already."))
            return redirect("my_interests")
        if not self.task.is_open(today()):
            messages.info(request, _("The task is not open for interest any more."))
            return redirect(self.task)
        return self.page(self.form())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        answers = form.cleaned_data
        try:
            register_interest(
                self.task,
                by=request.user,  # type: ignore[arg-type]
                angle=answers["angle"],
                group_name=answers.get("group_name", ""),
                fellows=form.fellows,
            )
        except NotPossibleError as why:
            form.add_error(None, str(why))
            return self.page(form, status=422)
        messages.success(request, _("Your interest is registered. You get an answer by e-mail, and here."))
        return redirect("my_interests")

    def form(self, data: Any = None) -> InterestForm:
        return InterestForm(data, task=self.task, by=self.request.user)  # type: ignore[arg-type]

    def page(self, form: InterestForm, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "task": self.task,
            "who_answers": answerers(self.task),
            "noindex": True,
            "breadcrumbs": self.crumbs(self.title),
        }
        return render(self.request, "students/interest_form.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD"])
def my_interests(request: HttpRequest) -> HttpResponse:
    """One's own interests, and nobody else's: what waits for oneself first."""
    return _mine(request)


@login_required
@require_POST
def my_interest(request: HttpRequest, pk: int) -> HttpResponse:
    """Carries out one's answer to an offer, or takes one's interest back."""
    user: Any = request.user
    interest = get_object_or_404(Interest.objects.select_related("task", "by"), pk=pk, by=user)
    if (wish := ANSWERS.get(request.POST.get("answer", ""))) is None:
        return _mine(request, _("Choose what to do with the interest."), status=422)
    act, receipt = wish
    try:
        act(interest, by=user)
    except NotPossibleError as why:
        return _mine(request, str(why), status=409)
    messages.success(request, str(receipt))
    return redirect("my_interests")


def _mine(request: HttpRequest, error: str = "", status: int = 200) -> HttpResponse:
    user: Any = request.user
    found = with_promises(interests_of(user))
    context = {
        "offers": [one for one in found if one.interest.state == "offered"],
        "others": [one for one in found if one.interest.state != "offered"],
        "error": error,
        "noindex": True,
        "breadcrumbs": [(_("Student tasks"), reverse("tasks")), (MINE, None)],
    }
    return render(request, "students/interest_mine.html", context, status=status)
