"""Taking a project to its next phase, and taking a piece of news back: each asks once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from portal.core.rules.transition import Transition
from portal.core.views.authored import DoorMixin, StepView
from projects.forms.project_more import CompletionForm, ShelvingForm
from projects.models import ProjectNews
from projects.rules.project import PROJECT
from projects.rules.rights import may_edit_project
from projects.views.project_edit import WHO_EDITS
from projects.workflows.project import take_news_back, take_on

CLOSING: dict[str, type[ShelvingForm]] = {"complete": CompletionForm, "shelve": ShelvingForm}
"""The steps that ask for sentences, and the form that does."""


class ProjectStep(StepView):
    kind = "project"
    table = PROJECT
    who = WHO_EDITS
    template_name = "projects/project_step.html"
    form: ShelvingForm | None = None

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.form = self._closing(None)
        return super().get(request, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.form = self._closing(request.POST)
        if self.row() and self.form and not self.form.is_valid():
            return self.page(status=422)
        return super().post(request, **kwargs)

    def _closing(self, data: Any) -> ShelvingForm | None:
        form_class = CLOSING.get(self.kwargs["action"])
        return form_class(data, thing=self.thing) if form_class else None

    def act(self, thing: Any, row: Transition, note: str) -> None:
        sentences = self.form.sentences if self.form else None
        take_on(thing, row.action, by=self.request.user, sentences=sentences)


class TakeNewsBack(DoorMixin):
    """Asks once, then removes the piece of news."""

    http_method_names = ["get", "head", "post"]
    kind = "project"
    who = WHO_EDITS
    title = _("Take the news back")

    def may(self, user: Any, thing: Any) -> bool:
        return bool(may_edit_project(user, thing))

    def _news(self) -> ProjectNews:
        return get_object_or_404(ProjectNews, project=self.thing, pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        context = {
            "view": self,
            "thing": self.thing,
            "news": self._news(),
            "noindex": True,
            "breadcrumbs": self.crumbs(self.title),
        }
        return render(request, "projects/project_news_back.html", context)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        news = self._news()
        take_news_back(news, by=request.user)
        messages.success(request, translated("The news is taken back."))
        return redirect(news.project.get_absolute_url())
