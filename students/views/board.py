"""A published task, ready to be pasted into a board outside the portal, and its address there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.workflows.authored import edit
from portal.core.workflows.transition import StaleError
from students.forms.board import ListingForm
from students.models import TaskBoard
from students.queries.board import listing
from students.rules.rights import may_edit_task
from students.views.post import TaskDoor, page_of


class TaskOnBoard(TaskDoor):
    http_method_names = ["get", "head", "post"]
    title = gettext_lazy("Post it elsewhere too")

    def may(self, user: Any, thing: Any) -> bool:
        return bool(may_edit_task(user, thing))

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if self.task.published_at is None:
            messages.info(request, _("The task is not published yet. Post it elsewhere when it is."))
            return redirect(page_of(self.task))
        return self.page(self.form())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        address = form.cleaned_data["listing_url"]
        try:
            edit(self.task, {"listing_url": address}, by=request.user, seen=form.cleaned_data["version"])
        except StaleError:
            self.task.refresh_from_db()
            error = _(
                "The task was changed after you opened this page. Look at it once more, and save again."
            )
            return self.page(self.form(), error=error, status=409)
        said = _("The page of the task leads to the listing.") if address else _("The address is taken away.")
        messages.success(request, said)
        return redirect(page_of(self.task))

    def form(self, data: Any = None) -> ListingForm:
        first = {"listing_url": self.task.listing_url, "version": self.task.version}
        return ListingForm(data, initial=first)

    def page(self, form: ListingForm, *, error: str = "", status: int = 200) -> HttpResponse:
        context = {
            "task": self.task,
            "boards": TaskBoard.objects.all(),
            "fields": listing(self.task),
            "form": form,
            "error": error,
            "noindex": True,
            "breadcrumbs": self.crumbs(self.title),
        }
        return render(self.request, "students/board.html", context, status=status)
