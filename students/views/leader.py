"""The leader's word: from My page, or by the personal link in the mail, without signing in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.core.workflows.transition import NotPossibleError, StaleError
from portal.partnership.models import User
from students.forms.leader import NoForm, YesForm
from students.models import StudentTask
from students.queries.told import told
from students.rules.leader_link import LinkBrokenError, LinkExpiredError
from students.rules.rights import leads_tasks_unit, may_edit_task
from students.rules.task import is_asked, leader_or_team
from students.views.post import TaskDoor, page_of
from students.workflows.leader import AnsweredError, NoLeaderError, confirm, decline, read_link

TEMPLATE = "students/leader.html"
YES, NO = "yes", "no"
RECEIPTS = {
    YES: gettext_lazy(
        "Hours and data are confirmed. The task is sent to quality check, and the author is told."
    ),
    NO: gettext_lazy("Your answer is sent to the author, who can mend the task and ask again."),
}
ENDED = {
    "expired": gettext_lazy("This link is too old. Sign in to answer from your own page."),
    "answered": gettext_lazy(
        "This question has been answered, or was sent anew. There is nothing more to do here."
    ),
    "no_leader": gettext_lazy("You do not lead this unit any more, so the question is not yours to answer."),
}


class Answering:
    """What a POST of the two forms comes to. `answered` is “yes” or “no” once it is carried out."""

    def __init__(self, task: StudentTask, by: Any, data: Any = None) -> None:
        self.task, self.by = task, by
        self.recorded = not leads_tasks_unit(by, task)
        wish = data.get("answer") if data is not None else None
        self.yes = YesForm(data if wish == YES else None, task=task, recorded=self.recorded)
        self.no = NoForm(data if wish == NO else None)
        self.answered, self.error, self.status = "", "", 200
        if data is not None:
            self._carry_out(wish)

    def _carry_out(self, wish: Any) -> None:
        form = {YES: self.yes, NO: self.no}.get(wish)
        if form is None or not form.is_valid():
            self.status = 422
            return
        try:
            self._answer(wish)
            self.answered = wish
        except StaleError:
            self.task.refresh_from_db()
            self.yes = YesForm(task=self.task, recorded=self.recorded)
            self.error, self.status = _("The task was changed after you opened it. Read it once more."), 409
        except NotPossibleError as why:
            self.error, self.status = str(why), 409

    def _answer(self, wish: str) -> None:
        if wish == NO:
            decline(self.task, by=self.by, reason=self.no.cleaned_data["reason"])
            return
        answers = self.yes.cleaned_data
        confirm(self.task, by=self.by, hours=answers["hours"], seen=answers["version"], note=self.yes.said_by)

    @property
    def context(self) -> dict[str, Any]:
        return {
            "task": self.task,
            "told": told(self.task),
            "yes": self.yes,
            "no": self.no,
            "recorded": self.recorded,
            "error": self.error,
            "noindex": True,
        }


class TaskLeader(TaskDoor):
    """For who leads the unit; the team records the word of a leader it has reached in another way."""

    http_method_names = ["get", "head", "post"]
    title = gettext_lazy("Confirm hours and data")
    who = gettext_lazy(
        "The leader of the unit may confirm a task, or the partnership team on the leader’s word."
    )

    def may(self, user: Any, thing: Any) -> bool:
        return leader_or_team(user, thing)

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if why := is_asked(self.thing):
            messages.info(request, why)
            return redirect(self.home())
        return self.page(Answering(self.task, request.user))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        answering = Answering(self.task, request.user, request.POST)
        if not answering.answered:
            return self.page(answering)
        messages.success(request, str(RECEIPTS[answering.answered]))
        return redirect(self.home())

    def home(self) -> str:
        """Where one goes from here; who neither edits the task nor leads its unit would not see its draft."""
        user, task = self.request.user, self.task
        sees = may_edit_task(user, task) or leads_tasks_unit(user, task)
        return page_of(task) if sees else reverse("my_page")

    def page(self, answering: Answering) -> HttpResponse:
        context = answering.context | {"breadcrumbs": self.crumbs(self.title)}
        return render(self.request, TEMPLATE, context, status=answering.status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leader_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, since mail scanners follow links; POST answers. The link proves who it is."""
    try:
        task, leader = read_link(token)
    except LinkBrokenError:
        raise Http404 from None
    except LinkExpiredError:
        return _ended(request, "expired")
    except AnsweredError:
        return _ended(request, "answered")
    except NoLeaderError:
        return _ended(request, "no_leader")
    return _by_link(request, task, leader)


def _by_link(request: HttpRequest, task: StudentTask, leader: User) -> HttpResponse:
    answering = Answering(task, leader, request.POST if request.method == "POST" else None)
    context = answering.context | {"leader": leader, "breadcrumbs": [(_("Confirm hours and data"), None)]}
    if answering.answered:
        context["done"] = RECEIPTS[answering.answered]
    return render(request, TEMPLATE, context, status=answering.status)


def _ended(request: HttpRequest, why: str) -> HttpResponse:
    context = {"ended": ENDED[why], "noindex": True, "breadcrumbs": [(_("Confirm hours and data"), None)]}
    return render(request, TEMPLATE, context, status=410)
