"""A form that is kept as one goes, on its button and by a script every few seconds, and is sent once."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from portal.core.models import FormDraft, Thread
from portal.core.workflows.draft import (
    DraftDoneError,
    DraftTooLongError,
    copy_done,
    forget_draft,
    keep_draft,
)

KEEP = "draft"
"""Name of the buttons that don't send a form: `keep` and `forget` are pressed, `quietly` is the script's."""
COPY = "copy"
"""Name of the answer that says which copy of the form it is: each page with the form on it is one."""
A_COPY = re.compile(r"[\w-]{16,40}", re.ASCII)


class DraftMixin(View):
    """For a view with a `form(data)`. Its drafts are kept by person, view, thing, and where it comes from.

    Files can't be kept. `keeps_drafts = False` does without. With a copy that has been sent or thrown away
    nothing more is kept, and the same answers are not sent twice.
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

    @cached_property
    def copy(self) -> str:
        """The key of the copy that is before the reader; empty where a page of another time has none."""
        if self.request.method != "POST":
            return new_copy()
        said = self.request.POST.get(COPY, "")
        return said if A_COPY.fullmatch(said) else ""

    def forget(self, **said: str) -> None:
        """Be done with this copy, and with what was kept of the form."""
        forget_draft(self.draft_key, by=self.request.user, copy=self.copy, **said)

    def sent_as(self) -> dict[str, str]:
        """Where this copy led when it was sent, and the mark of its answers; empty as long as it wasn't."""
        return copy_done(self.copy, by=self.request.user) or {}

    def mark(self, form: forms.BaseForm) -> str:
        """Tells the answers in a form from others, without keeping them."""
        typed = {name: value for name, value in answers_of(form).items() if name != "version"}
        uploaded = sorted(self.request.FILES.items())
        files = [(name, getattr(file, "name", ""), getattr(file, "size", 0)) for name, file in uploaded]
        said = json.dumps([typed, files], default=str, sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()

    def keep(self, request: HttpRequest) -> HttpResponse:
        """Carry out a draft button, without looking at whether the answers will do."""
        wish = request.POST[KEEP]
        if wish == "forget":
            self.forget()
            messages.success(request, _("What you had begun is thrown away."))
            return redirect(request.get_full_path())
        answers = answers_of(self.form(request.POST))
        try:
            keep_draft(self.draft_key, answers, by=request.user, copy=self.copy)
        except DraftTooLongError:
            return HttpResponse(status=413)
        except DraftDoneError:
            return self.too_late(request, quietly=wish == "quietly")
        if wish == "quietly":
            return HttpResponse(status=204)
        messages.success(request, _("It is kept. Open this page again to go on."))
        return redirect(request.get_full_path())

    def too_late(self, request: HttpRequest, *, quietly: bool) -> HttpResponse:
        """The page was left open, or gone back to, after it was sent: its answers are kept no more."""
        if quietly:
            return HttpResponse(status=409)
        messages.warning(request, _("You have sent this already, so it is not kept once more."))
        return redirect(request.get_full_path())


def new_copy() -> str:
    return secrets.token_urlsafe(16)


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
