"""What is recorded while a group works on a task: agreement, cleared data, and the check list."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.workflows.transition import NotPossibleError, StaleError
from students.forms.work import AgreementForm, ClearingForm, PointsForm
from students.rules.enums import AssignmentState, Point
from students.views.work import WorkDoor
from students.workflows.work import record_agreement, record_clearing, tick_points


class RecordView(WorkDoor, ABC):
    """A form about the work. `keep` is given a valid one and carries it out."""

    http_method_names = ["get", "head", "post"]
    template_name = "students/work_form.html"
    title: Any = ""
    lead: Any = ""
    receipt: Any = gettext_lazy("It is saved.")

    @abstractmethod
    def form(self, *data: Any) -> Form:
        """The form, empty or with what was sent and its files."""

    @abstractmethod
    def keep(self, form: Any) -> None:
        """Carry out a valid one. May raise StaleError and NotPossibleError."""

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
