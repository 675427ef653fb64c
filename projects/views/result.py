"""A result or a lesson: its page, and writing, changing, publishing and withdrawing it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.models import Thread
from portal.core.rules.identifiers import doi_address
from portal.core.threads import Kind, audiences_of
from portal.core.views.authored import AuthoredFormView, StepView
from portal.core.views.thread_detail import Facts, ThreadDetailView
from projects.forms.result import LessonForm, ResultForm, ToldForm
from projects.models import Project, Result
from projects.queries.result import last_reason
from projects.queries.result_page import results_to_read, themes_of, with_parts
from projects.rules.enums import LessonAbout, ResultKind, ResultState
from projects.rules.result import RESULT
from projects.rules.rights import may_edit_project, may_edit_result, may_make_projects
from projects.sharing import share_image
from projects.workflows.result import draft_result, edit_result
from projects.workflows.result_picture import change_picture

STEPS = {"publish": "result_publish", "withdraw": "result_withdraw"}
WHO_MAKES = gettext_lazy("Those who work at one of the partners tell of results and lessons.")
WHO_TELLS = gettext_lazy("The owners of a project tell what came of it.")


class ResultView(ThreadDetailView):
    """The page; of what is not published, for those who may change it."""

    kind = "result"
    template_name = "projects/result.html"

    def find(self, kind: Kind, key: str) -> Result:
        return with_parts(get_object_or_404(results_to_read(), thread__kind=kind.key, thread__key=key))

    def facts(self, _kind: Kind, _thread: Thread) -> Facts:
        return ()  # the template tells them, from what has been read with the result

    def may_see(self, request: HttpRequest, thing: Any) -> bool:
        return super().may_see(request, thing) or may_edit_result(request.user, thing)

    def about(self, kind: Kind, thing: Any) -> dict[str, Any]:
        user = self.request.user
        edits = may_edit_result(user, thing)
        seen = thing.project and thing.project.thread.audience in audiences_of(user)
        return {
            **super().about(kind, thing),
            "draft": thing.state == ResultState.DRAFT,
            "withdrawn": thing.state == ResultState.WITHDRAWN,
            "reason": last_reason(thing) if edits and thing.state == ResultState.WITHDRAWN else "",
            "themes": themes_of(thing),
            "helps_with": [LessonAbout(about).label for about in thing.about],
            "project": thing.project if seen else None,
            "uses": thing.uses.all(),
            "host": urlsplit(thing.url).hostname or "",
            "doi_url": doi_address(thing.doi) if thing.doi else "",
            "actions": self.actions(thing) if edits else [],
            "share_image": share_image(thing.picture),
        }

    def actions(self, thing: Result) -> list[tuple[Any, str]]:
        """What the reader may do: the step first, where there is one that is not taken back."""
        steps = [
            (row.label, reverse(STEPS[row.action], args=[thing.slug]))
            for row in RESULT.open_to(self.request.user, thing)
        ]
        change = (_("Change it"), reverse("result_edit", args=[thing.slug]))
        return [change, *steps] if thing.state == ResultState.PUBLISHED else [*steps, change]


class TellView(AuthoredFormView):
    """A new result, as a draft: its page is how one looks it over before it is published."""

    kind = "result"
    template_name = "projects/result_form.html"
    who = WHO_MAKES
    send = gettext_lazy("Save and look it over")
    receipt = gettext_lazy("The draft is saved. Publish it when it says what you mean.")
    form_class: type[ToldForm] = ResultForm
    title = gettext_lazy("Tell of a result")
    lead = gettext_lazy("What was learned, what changed, and whom to call. Everyone can read it.")

    def may(self, user: Any, _thing: Any) -> bool:
        project = self.origin_project
        if project is not None and not may_edit_project(user, project):
            raise PermissionDenied(str(WHO_TELLS))
        return bool(may_make_projects(user))

    @property
    def origin_project(self) -> Project | None:
        origin = self.origin
        if origin is None or origin.kind != "project":
            return None
        return Project.objects.filter(thread=origin).first()

    def form_more(self) -> dict[str, Any]:
        return {"by": self.request.user}

    def begin(self, origin: Thread) -> dict[str, Any]:
        """It says something new, so nothing but the project and the themes is taken along."""
        themes = [facet.removeprefix("tema:") for facet in origin.facets if facet.startswith("tema:")]
        return {"project": self.origin_project, "themes": themes}

    def save(self, form: Any) -> Result:
        return draft_result(self.told(form), by=self.request.user, origin=self.origin)

    def told(self, form: ToldForm) -> Result:
        result = Result(**form.values)
        change_picture(result, form.cleaned_data, by=self.request.user)
        return result


class TellLessonView(TellView):
    form_class = LessonForm
    title = gettext_lazy("Pass on a lesson")
    lead = gettext_lazy("Short, for those who begin on something like it. What went wrong is worth as much.")

    def told(self, form: ToldForm) -> Result:
        return Result(kind=ResultKind.LESSON, **form.values)


class EditResultView(AuthoredFormView):
    kind = "result"
    template_name = "projects/result_form.html"
    title = gettext_lazy("Change it")
    who = gettext_lazy(
        "Those who answer for it may do this, the owners of its project, and the partnership team."
    )

    def may(self, user: Any, thing: Any) -> bool:
        return bool(may_edit_result(user, thing))

    def form_more(self) -> dict[str, Any]:
        return {"by": self.request.user}

    def form(self, data: Any = None) -> Any:
        lesson = getattr(self.thing, "kind", "") == ResultKind.LESSON
        self.form_class = LessonForm if lesson else ResultForm
        return super().form(data)

    def save(self, form: Any) -> Result:
        assert isinstance(self.thing, Result)
        result, by = self.thing, self.request.user
        values = {**form.values, **change_picture(result, form.cleaned_data, by=by)}
        edit_result(result, values, by=by, seen=form.seen)
        return result


class ResultStepView(StepView):
    kind = "result"
    table = RESULT
    template_name = "projects/result_step.html"
