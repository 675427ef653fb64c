"""Writing a thing, changing it, and taking it a step on: what the views of every kind share."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from portal.core.authored_form import AuthoredForm
from portal.core.models import Authored, FormDraft, Thread
from portal.core.rules.transition import Table, Transition, Words
from portal.core.threads import audiences_of, kinds
from portal.core.views.drafting import KEEP, DraftMixin, as_initial, new_copy
from portal.core.workflows.draft import wait_for_turn
from portal.core.workflows.transition import NotPossibleError, StaleError, take

LONGEST_NOTE = 600
ORIGIN = "fra"
"""Key of the query that says which thread a new thing comes from, as `need/slug`."""


def seen_thread(user: Any, said: str) -> Thread | None:
    """The thread that `kind/key` names, if `user` may see it."""
    kind, _slash, key = said.partition("/")
    return Thread.objects.for_audiences(audiences_of(user)).filter(kind=kind, key=key).first()


def in_words(field: BoundField, value: Any) -> str:
    """An answer as somebody reads it: what is chosen by its label, a text as it stands."""
    choices = getattr(field.field, "choices", None)
    if choices is None:
        return "" if value is None else str(value).replace("\r\n", "\n").strip()
    chosen = value if isinstance(value, (list, tuple)) else [value]
    keys = {str(getattr(one, "pk", one)) for one in chosen if one is not None}
    return ", ".join(str(label) for key, label in choices if str(key) in keys)


class DoorMixin(View):
    """Signed out leads to sign-in and back; a thing one can't see is not there; without the right, a 403."""

    kind = ""
    who: Words = gettext_lazy("Those who answer for it may do this, and the partnership team.")

    def find(self, key: str) -> Any:
        model: Any = apps.get_model(kinds.get(self.kind).model)
        return get_object_or_404(model.objects.select_related("thread"), thread__kind=self.kind, slug=key)

    def sees(self, user: Any, thing: Any) -> bool:
        """By the audience of its thread. A kind with things of its `own` says more."""
        return thing.thread.audience in audiences_of(user)

    def may(self, user: Any, thing: Any) -> bool:
        raise PermissionDenied  # whoever opens the door says for whom

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        self.thing = self.find(kwargs["key"]) if "key" in kwargs else None
        allowed = self.may(request.user, self.thing)
        if self.thing and not allowed and not self.sees(request.user, self.thing):
            raise Http404
        if not allowed:
            raise PermissionDenied(str(self.who))
        return super().dispatch(request, *args, **kwargs)

    def crumbs(self, here: Words) -> list[tuple[Any, str | None]]:
        kind = kinds.get(self.kind)
        way: list[tuple[Any, str | None]] = [(kind.plural, reverse(kind.list_url))]
        if self.thing:
            way.append((self.thing.title, self.thing.get_absolute_url()))
        return [*way, (here, None)]


class AuthoredFormView(DraftMixin, DoorMixin):
    """A form for a new thing, or with a `key` in the address for one that is there.

    `save` is given a valid form and carries it out; it may raise StaleError and NotPossibleError. A new thing
    may come from a thread (`origin`), named by `?fra=kind/key`; `begin` says what the form begins with then.
    """

    http_method_names = ["get", "head", "post"]
    template_name = "core/authored/form.html"
    form_class: type[AuthoredForm] = AuthoredForm
    title: Words = ""
    lead: Words = ""
    send: Words = gettext_lazy("Save")
    receipt: Words = gettext_lazy("It is saved.")

    def save(self, form: Any) -> Authored:
        raise PermissionDenied  # whoever has a form says what becomes of it

    def begin(self, origin: Thread) -> dict[str, Any]:
        """What a new form begins with, where it comes from a thread."""
        return {"title": str(origin.title), "summary": str(origin.lead)}

    @cached_property
    def origin(self) -> Thread | None:
        said = self.request.POST.get(ORIGIN) or self.request.GET.get(ORIGIN, "")
        return seen_thread(self.request.user, said) if said else None

    def form(self, data: Any = None) -> Any:
        if data is not None:
            return self.form_class(data, self.request.FILES, thing=self.thing, **self.form_more())
        begun = self.begin(self.origin) if self.origin else {}
        form = self.form_class(thing=self.thing, initial=begun, **self.form_more())
        if draft := self.draft():
            form.initial = {**form.initial, **as_initial(form, draft)}
            self.resumed = draft
        return form

    resumed: FormDraft | None = None
    """What the form goes on from, where the person has kept something."""

    def form_more(self) -> dict[str, Any]:
        """What else the form is made with."""
        return {}

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if self.keeps_drafts and request.POST.get(KEEP):
            return self.keep(request)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            return self.send_once(form)
        except StaleError:
            return self.stale(form)
        except NotPossibleError as error:
            form.add_error(None, str(error))
            return self.page(form, status=422)

    @transaction.atomic
    def send_once(self, form: Any) -> HttpResponse:
        """Save, unless this copy of the form was sent before with the same answers: then show what it became.

        So what is pressed twice, or sent again after going back, is there once.
        """
        wait_for_turn(self.request.user)
        before, mark = self.sent_as(), self.mark(form)
        if before.get("mark") == mark:
            messages.info(self.request, _("You have sent this already. Here it is."))
            return redirect(before["led_to"])
        if before and self.thing is None:
            return self.sent_in_other_words(form, before["led_to"])
        next_page = self.after(self.save(form))
        self.forget(mark=mark, led_to=next_page)
        messages.success(self.request, str(self.receipt))
        return redirect(next_page)

    sent_before = ""
    """Where the first one is, when somebody went back to the form and wrote it anew."""

    def sent_in_other_words(self, form: Any, led_to: str) -> HttpResponse:
        """It may be a change of the first one, or a second one: that is what sending the page now means."""
        self.sent_before, self.copy = led_to, new_copy()
        return self.page(form, status=422)

    def after(self, thing: Any) -> str:
        """The page to go on to."""
        return str(thing.get_absolute_url())

    def page(self, form: Any, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "view": self,
            "thing": self.thing,
            "origin": self.origin,
            "noindex": True,
            "breadcrumbs": self.crumbs(self.title),
            **self.more(),
        }
        return render(self.request, self.template_name, context, status=status)

    def more(self) -> dict[str, Any]:
        """What else the template needs."""
        return {}

    def stale(self, form: Any) -> HttpResponse:
        """Both versions side by side, and the form once more on the newest one."""
        thing: Any = self.thing
        thing.refresh_from_db()
        theirs = form.first_answers(thing)
        both = [
            (field.label, in_words(field, theirs.get(field.name)), in_words(field, field.value()))
            for field in form.visible_fields()
            if not field.field.widget.needs_multipart_form
        ]
        pairs = [(label, now, yours) for label, now, yours in both if now != yours]
        data = self.request.POST.copy()
        data["version"] = str(thing.version)
        context = {
            "form": self.form(data),
            "view": self,
            "thing": thing,
            "pairs": pairs,
            "noindex": True,
            "breadcrumbs": self.crumbs(self.title),
            **self.more(),
        }
        return render(self.request, "core/authored/stale.html", context, status=409)


class StepView(DoorMixin):
    """Takes a thing a step on: `…/<slug>/<action>/`. The page asks once, with a reason where one is due."""

    http_method_names = ["get", "head", "post"]
    template_name = "core/authored/step.html"
    table: Table = Table(())

    def may(self, user: Any, thing: Any) -> bool:
        rows = [row for row in self.table if row.action == self.kwargs["action"] and row.label]
        if not rows:
            raise Http404
        return any(row.who(user, thing) for row in rows)

    def row(self) -> Transition | None:
        """The step from where the thing stands; none without a button, which follows from something else."""
        row = self.table.row(self.kwargs["action"], str(getattr(self.thing, "state", "")))
        return row if row and row.label else None

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self.page() if self.row() else self.not_possible(request)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        row, thing = self.row(), self.thing
        if row is None or thing is None:
            return self.not_possible(request)
        note = request.POST.get("note", "").replace("\r\n", "\n").strip()
        if row.asks and not note:
            return self.page(error=_("Say why: others rely on it."), status=422)
        if len(note) > LONGEST_NOTE:
            too_long = _("Write at most %(number)s characters.") % {"number": LONGEST_NOTE}
            return self.page(error=too_long, note=note, status=422)
        try:
            self.act(thing, row, note)
        except NotPossibleError as error:
            return self.page(error=str(error), note=note, status=422)
        messages.success(request, str(row.public))
        return redirect(thing.get_absolute_url())

    def act(self, thing: Any, row: Transition, note: str) -> None:
        take(thing, self.table, row.action, by=self.request.user, note=note)

    def not_possible(self, request: HttpRequest) -> HttpResponse:
        messages.warning(request, _("This can’t be done as things stand now."))
        return redirect(self.thing.get_absolute_url()) if self.thing else redirect("/")

    def page(self, *, error: str = "", note: str = "", status: int = 200) -> HttpResponse:
        row = self.row()
        context = {
            "view": self,
            "thing": self.thing,
            "row": row,
            "error": error,
            "note": note,
            "noindex": True,
            "breadcrumbs": self.crumbs(row.label if row else ""),
        }
        return render(self.request, self.template_name, context, status=status)
