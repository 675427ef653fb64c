"""A small table of steps and a form and pages for it, on needs, so that the ground is tried by itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import path

from portal import urls
from portal.core.authored_form import AuthoredForm
from portal.core.models.thread import Relation
from portal.core.rules.transition import Table, Transition
from portal.core.views.authored import AuthoredFormView, StepView
from portal.core.workflows.authored import edit, make
from portal.core.workflows.thread import link
from portal.core.workflows.transition import take
from portal.partnership.rules.standing import is_on_team
from projects.models import Need
from tests.projects.factories import unit_at


def team(user: Any, _thing: Any = None) -> bool:
    return bool(is_on_team(user))


def has_a_better(need: Any) -> str:
    return "" if need.better else "Say what would be better first."


STEPS = Table(
    (
        Transition(
            action="explore",
            source="voiced",
            target="explored",
            who=team,
            label="Explore it",
            public="It is being explored.",
            guard=has_a_better,
        ),
        Transition(
            action="park",
            source="explored",
            target="parked",
            who=team,
            label="Park it",
            public="It is parked.",
            asks=True,
        ),
        Transition(
            action="discuss",
            source="voiced",
            target="explored",
            who=lambda _user, _thing: True,
            label="",
            public="It is discussed.",
        ),
    )
)


class NeedForm(AuthoredForm):
    texts = ("title", "summary", "better")
    title = forms.CharField(label="The question")
    summary = forms.CharField(label="What is hard", widget=forms.Textarea)
    better = forms.CharField(label="What would be better", required=False)
    themes = forms.MultipleChoiceField(
        label="Themes", required=False, choices=[("a", "Theme A"), ("b", "Theme B")]
    )


class NeedFormView(AuthoredFormView):
    kind = "need"
    form_class = NeedForm
    title = "Voice a need"

    def may(self, user: Any, thing: Any) -> bool:
        return team(user) or (thing is not None and thing.made_by_id == user.pk)

    def save(self, form: Any) -> Need:
        if self.thing is not None:
            need: Need = self.thing
            edit(need, form.values, by=self.request.user, seen=form.seen)
            return need
        need = Need(**form.values, unit=unit_at("municipality"), state="voiced")
        make(need, by=self.request.user)
        if self.origin:
            link(self.origin, need.thread, Relation.BECAME, by=self.request.user)
        return need


class NeedStepView(StepView):
    kind = "need"
    table = STEPS

    def act(self, thing: Any, row: Transition, note: str) -> None:
        more = {"reason": note} if note else {}
        take(thing, self.table, row.action, by=self.request.user, note=note, **more)


handler403, handler404, handler500 = urls.handler403, urls.handler404, urls.handler500
urlpatterns = [
    path("proving/nytt/", NeedFormView.as_view(), name="proving_new"),
    path("proving/<slug:key>/endre/", NeedFormView.as_view(), name="proving_edit"),
    path("proving/<slug:key>/<slug:action>/", NeedStepView.as_view(), name="proving_step"),
    *urls.urlpatterns,
]
