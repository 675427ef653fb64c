"""The team moves a need on, and merges two that ask the same."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.queries.similar import similar_threads
from portal.core.rules.transition import Transition
from portal.core.threads import audiences_of
from portal.core.views.authored import StepView
from portal.core.workflows.transition import NotPossibleError
from projects.forms.need import MergeForm
from projects.rules.need import NEED
from projects.rules.rights import may_move_need
from projects.views.need_door import NeedDoor
from projects.workflows.need import merge_needs, move

WHO = gettext_lazy("The partnership team moves needs on.")
TO_CHOOSE_FROM = 5


class NeedStep(NeedDoor, StepView):
    """The page says from which state it goes on, so that nobody parks what was picked up meanwhile."""

    template_name = "projects/need_step.html"
    table = NEED
    who = WHO

    def act(self, thing: Any, row: Transition, note: str) -> None:
        seen = self.request.POST.get("seen", thing.state)
        move(thing, row.action, by=self.request.user, note=note, seen=seen)


class NeedMerge(NeedDoor):
    http_method_names = ["get", "head", "post"]
    template_name = "projects/need_merge.html"
    title = gettext_lazy("Merge it with another need")
    who = WHO

    def may(self, user: Any, _thing: Any) -> bool:
        return bool(may_move_need(user))

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self.show(self.request, form=self.form())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form, user = self.form(request.POST), request.user
        if not form.is_valid() or form.chosen is None:
            return self.show(request, status=422, form=form)
        by: Any = user
        try:
            merge_needs(self.need, into=form.chosen, by=by)
        except NotPossibleError as error:
            form.add_error(None, str(error))
            return self.show(request, status=422, form=form)
        messages.success(request, _("The two needs are one now. The old address leads here."))
        return redirect(form.chosen.get_absolute_url())

    def form(self, data: Any = None) -> MergeForm:
        need = self.need
        words = f"{need.title} {need.summary}"
        alike = similar_threads(
            "need", words, audiences_of(self.request.user), but=need.thread_id, most=TO_CHOOSE_FROM
        )
        return MergeForm(data, need=need, alike=alike)
