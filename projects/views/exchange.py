"""Staff exchange: the page, the form, and the steps."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.core.models import Thread
from portal.core.queries.thread import NOT_FOR_READING
from portal.core.threads import Kind, audiences_of
from portal.core.views.authored import AuthoredFormView, StepView
from portal.core.views.thread_detail import Facts, ThreadDetailView
from portal.core.views.thread_list import ThreadListView
from portal.core.workflows.authored import edit, make
from projects.forms.exchange import ExchangeForm
from projects.models import Exchange
from projects.rules.enums import ExchangeState
from projects.rules.exchange import EXCHANGE
from projects.rules.rights import may_edit_exchange, may_make_projects

WHO = _("Staff exchanges are announced by staff of the partners and by the partnership team.")
WHO_EDITS = _("A staff exchange is changed by who announced it, its contact, and the partnership team.")


class ExchangeListView(ThreadListView):
    template_name = "projects/exchange_list.html"

    @property
    def may_announce(self) -> bool:
        return bool(self.request.user.is_authenticated and may_make_projects(self.request.user))


class ExchangeView(ThreadDetailView):
    """Host, share, period and contact, and the steps for those who may take them."""

    kind = "exchange"
    template_name = "projects/exchange.html"

    def find(self, kind: Kind, key: str) -> Exchange:
        found = Exchange.objects.select_related("thread", "host", "home", "contact", "project__thread")
        unread = NOT_FOR_READING + tuple(f"project__{name}" for name in NOT_FOR_READING)
        return get_object_or_404(found.defer(*unread), thread__kind=kind.key, thread__key=key)

    def facts(self, _kind: Kind, _thread: Thread) -> Facts:
        return ()  # the template tells them

    def about(self, kind: Kind, thing: Exchange) -> dict[str, Any]:
        reader, project = self.request.user, thing.project
        steps = EXCHANGE.open_to(reader, thing) if reader.is_authenticated else []
        contact = thing.contact
        return super().about(kind, thing) | {
            "contact": contact if contact and contact.is_active else None,
            "project": project if project and project.thread.audience in audiences_of(reader) else None,
            "is_open": thing.state == ExchangeState.OPEN,
            "steps": [(row.label, reverse("exchange_step", args=[thing.slug, row.action])) for row in steps],
            "may_edit": reader.is_authenticated and may_edit_exchange(reader, thing),
        }


class NewExchangeView(AuthoredFormView):
    kind = "exchange"
    form_class = ExchangeForm
    template_name = "projects/exchange_form.html"
    who = WHO
    title = _("Announce a staff exchange")
    lead = _(
        "A position that is open, or one you are planning. Everyone can read it when you have announced it."
    )
    send = _("Announce it")
    receipt = _("The exchange is announced.")

    def may(self, user: Any, _thing: Any) -> bool:
        return bool(may_make_projects(user))

    def form_more(self) -> dict[str, Any]:
        return {"user": self.request.user}

    def begin(self, origin: Thread) -> dict[str, Any]:
        return {"title": str(origin.title)}

    def save(self, form: ExchangeForm) -> Exchange:
        return make(Exchange(state=ExchangeState.OPEN, **form.values), by=self.request.user)


class ExchangeEditView(AuthoredFormView):
    kind = "exchange"
    form_class = ExchangeForm
    template_name = "projects/exchange_form.html"
    who = WHO_EDITS
    title = _("Change the staff exchange")

    def may(self, user: Any, thing: Any) -> bool:
        return bool(may_edit_exchange(user, thing))

    def form_more(self) -> dict[str, Any]:
        return {"user": self.request.user}

    def save(self, form: ExchangeForm) -> Exchange:
        thing: Any = self.thing
        edit(thing, form.values, by=self.request.user, seen=form.seen)
        return thing  # type: ignore[no-any-return]


class ExchangeStepView(StepView):
    kind = "exchange"
    table = EXCHANGE
    who = WHO_EDITS
