"""A form that is kept as one goes: on its button, and by a script every few seconds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views import View

from portal.core.models import FormDraft, Thread
from portal.core.workflows.draft import DraftTooLongError, forget_draft, keep_draft

KEEP = "draft"
"""Name of the buttons that don't send a form: `keep` and `forget` are pressed, `quietly` is the script's."""


class DraftMixin(View):
    """For a view with a `form(data)`. Its drafts are kept by person, view, thing, and where it comes from.

    Files can't be kept. `keeps_drafts = False` does without.
    """

    keeps_drafts = True
    thing: Any = None

    @property
    def origin(self) -> Thread | None:
        return None

    def form(self, data: Any = None) -> Any:
        raise NotImplementedError

    @property
    def draft_key(self) -> str:
        match = self.request.resolver_match
        about = self.thing.pk if self.thing else ""
        come_from = self.origin.pk if self.origin else ""
        return f"{match.view_name if match else type(self).__name__}:{about}:{come_from}"

    def draft(self) -> FormDraft | None:
        """What the reader has kept of this form."""
        if not self.keeps_drafts:
            return None
        return FormDraft.objects.filter(user=self.request.user.pk, form=self.draft_key).first()

    def forget(self) -> None:
        if self.keeps_drafts:
            forget_draft(self.draft_key, by=self.request.user)

    def keep(self, request: HttpRequest) -> HttpResponse:
        """Carry out a draft button, without looking at whether the answers will do."""
        wish = request.POST[KEEP]
        if wish == "forget":
            self.forget()
            messages.success(request, _("What you had begun is thrown away."))
            return redirect(request.get_full_path())
        try:
            keep_draft(self.draft_key, answers_of(self.form(request.POST)), by=request.user)
        except DraftTooLongError:
            return HttpResponse(status=413)
        if wish == "quietly":
            return HttpResponse(status=204)
        messages.success(request, _("It is kept. Open this page again to go on."))
        return redirect(request.get_full_path())


def answers_of(form: forms.BaseForm) -> dict[str, Any]:
    """What stands in each field, as it was typed, by name; without files."""
    return {
        name: field.widget.value_from_datadict(form.data, {}, form.add_prefix(name))
        for name, field in form.fields.items()
        if not field.widget.needs_multipart_form
    }


def as_initial(form: forms.BaseForm, draft: FormDraft) -> dict[str, Any]:
    """What a form begins with that goes on from a draft: only what it still asks."""
    return {name: value for name, value in draft.answers.items() if name in form.fields}
