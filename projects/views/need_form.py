"""Voicing a need, and editing one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from portal.core.models import Thread
from portal.core.queries.similar import similar_threads
from portal.core.threads import audiences_of
from portal.core.views.authored import AuthoredFormView
from portal.core.views.drafting import KEEP
from projects.forms.need import NeedForm
from projects.models import Need
from projects.rules.need import may_edit_need
from projects.rules.rights import may_voice_needs
from projects.views.need_door import NeedDoor
from projects.workflows.need import edit_need, voice

LOOKED = "looked"
"""Name of the answer that somebody has seen the needs that ask nearly the same."""


class NeedNew(NeedDoor, AuthoredFormView):
    """Before a need is sent, the nearest three are shown once, for who would rather say “we too”."""

    template_name = "projects/need_form.html"
    form_class = NeedForm
    title = gettext_lazy("Voice a need")
    lead = gettext_lazy(
        "Three answers are enough. Everyone can read them; your name is shown to partners only."
    )
    send = gettext_lazy("Send the need")
    receipt = gettext_lazy(
        "The need is sent. The team reads it, and you get an e-mail when something happens."
    )
    who = gettext_lazy("Those who work in a municipality that is a partner voice needs, and the team.")
    alike: tuple[Thread, ...] = ()

    def may(self, user: Any, _thing: Any) -> bool:
        return bool(may_voice_needs(user))

    def form_more(self) -> dict[str, Any]:
        return {"user": self.request.user}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not request.POST.get(KEEP) and not request.POST.get(LOOKED):
            form = self.form(request.POST)
            if form.is_valid():
                self.alike = tuple(similar_threads("need", form.words, audiences_of(request.user)))
            if self.alike and not self.sent_as():
                return self.page(form)
        return super().post(request, **kwargs)

    def save(self, form: Any) -> Need:
        return voice(form.values, by=self._user, origin=self.origin)

    @property
    def _user(self) -> Any:
        return self.request.user


class NeedEdit(NeedDoor, AuthoredFormView):
    template_name = "projects/need_form.html"
    form_class = NeedForm
    title = gettext_lazy("Edit the need")
    who = gettext_lazy("Whoever voiced the need may edit it, and the team.")

    def may(self, user: Any, thing: Any) -> bool:
        return bool(may_edit_need(user, thing))

    def form_more(self) -> dict[str, Any]:
        return {"user": self.request.user}

    def save(self, form: Any) -> Need:
        need: Any = self.thing
        user: Any = self.request.user
        edit_need(need, form.values, by=user, seen=form.seen)
        need.refresh_from_db()
        return need  # type: ignore[no-any-return]
