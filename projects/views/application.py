"""Applications for money: the page, the form, and the steps."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.core.models import Thread
from portal.core.queries.thread import NOT_FOR_READING
from portal.core.rules.transition import Transition, Words
from portal.core.threads import Kind, audiences_of, kinds
from portal.core.views.authored import AuthoredFormView, StepView
from portal.core.views.thread_detail import Facts, ThreadDetailView
from portal.core.workflows.authored import edit
from portal.core.workflows.transition import NotPossibleError
from projects.forms.application import ApplicationForm, GrantedForm
from projects.models import Application, Project
from projects.rules.application import APPLICATION
from projects.rules.rights import may_edit_application, may_edit_project
from projects.workflows.application import move_application, register_application

WHO = _("Applications are registered and followed up by the project’s owners and the partnership team.")


class ApplicationView(ThreadDetailView):
    """Money and outcome for everyone who may see it, and the steps for those who may take them."""

    kind = "application"
    template_name = "projects/application.html"

    def find(self, kind: Kind, key: str) -> Application:
        found = Application.objects.select_related("thread", "project__thread")
        if self.request.user.is_authenticated:  # visitors own no projects
            found = found.prefetch_related("project__owners")
        unread = NOT_FOR_READING + tuple(f"project__{name}" for name in NOT_FOR_READING)
        return get_object_or_404(found.defer(*unread), thread__kind=kind.key, thread__key=key)

    def facts(self, _kind: Kind, _thread: Thread) -> Facts:
        return ()  # the template tells them

    def about(self, kind: Kind, thing: Application) -> dict[str, Any]:
        reader = self.request.user
        project = thing.project
        steps = APPLICATION.open_to(reader, thing) if reader.is_authenticated else []
        return super().about(kind, thing) | {
            "project": project if project.thread.audience in audiences_of(reader) else None,
            "steps": [
                (row.label, reverse("application_step", args=[thing.slug, row.action])) for row in steps
            ],
            "may_edit": reader.is_authenticated and may_edit_application(reader, thing),
        }


class NewApplicationView(AuthoredFormView):
    """A new application of the project in the address."""

    kind = "application"
    form_class = ApplicationForm
    who = WHO
    title = _("Register an application")
    lead = _(
        "For money from outside the partnership. Its deadline comes on the annual wheel, with reminders."
    )
    send = _("Register the application")
    receipt = _("The application is registered, and its deadline stands on the annual wheel.")

    @cached_property
    def project(self) -> Project:
        projects = Project.objects.select_related("thread").filter(thread__merged_into=None)
        return get_object_or_404(projects, slug=self.kwargs["project"])

    @property
    def draft_key(self) -> str:
        """One for each project."""
        return f"{super().draft_key}:{self.project.pk}"

    def may(self, user: Any, _thing: Any) -> bool:
        allowed = bool(may_edit_project(user, self.project))
        if not allowed and self.project.thread.audience not in audiences_of(user):
            raise Http404
        return allowed

    def crumbs(self, here: Words) -> list[tuple[Any, str | None]]:
        kind = kinds.get("project")
        page = self.project.get_absolute_url()
        return [(kind.plural, reverse(kind.list_url)), (self.project.title, page), (here, None)]

    def more(self) -> dict[str, Any]:
        return super().more() | {"about": self.project.title}

    def save(self, form: ApplicationForm) -> Application:
        return register_application(self.project, form.values, by=self.request.user)


class ApplicationEditView(AuthoredFormView):
    kind = "application"
    form_class = ApplicationForm
    who = WHO
    title = _("Change the application")
    lead = _("If the deadline moves, its reminders move along.")

    def may(self, user: Any, thing: Any) -> bool:
        return bool(may_edit_application(user, thing))

    def save(self, form: ApplicationForm) -> Application:
        thing: Any = self.thing
        edit(thing, form.values, by=self.request.user, seen=form.seen)
        return thing  # type: ignore[no-any-return]


class ApplicationStepView(StepView):
    """Sent, granted (with the sum), refused or not sent (with the reason)."""

    kind = "application"
    table = APPLICATION
    who = WHO
    template_name = "projects/application_step.html"

    @cached_property
    def sum_form(self) -> GrantedForm | None:
        """Asks for the sum, where the step is that money is granted."""
        if self.kwargs["action"] != "grant":
            return None
        posted = self.request.POST if self.request.method == "POST" else None
        thing: Any = self.thing
        return GrantedForm(posted, initial={"granted": thing.sought})

    def act(self, thing: Any, row: Transition, note: str) -> None:
        granted = None
        if form := self.sum_form:
            if not form.is_valid():
                raise NotPossibleError(" ".join(map(str, form.errors["granted"])))
            granted = form.cleaned_data["granted"]
        move_application(thing, row.action, by=self.request.user, note=note, granted=granted)
