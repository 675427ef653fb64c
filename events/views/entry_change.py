"""Changing a date in two steps: a form, then a page that shows all that follows, with one button to say yes.

Form and preview are read with GET, so that reloading and going back are harmless; only the yes is a POST.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from events.entry_words import change_in_words, entry_when, when_in_words
from events.forms.entry import EntryForm
from events.models import Entry
from events.queries.entry import last_change, last_years, visible_entry
from events.queries.preview import beside, consequences_of
from events.queries.wheel import as_row
from events.rules.entry import may_run_entry
from events.rules.new_date import NewDate
from events.rules.transition import open_to
from events.views.entry import crumbs
from events.views.entry_steps import Step
from events.workflows.entry import Done, NotPossibleError, StaleEntryError
from portal.core.clock import today
from portal.core.guards import only
from portal.partnership.rules.standing import is_signed_in

WHO_RUNS = gettext_lazy(
    "A date is changed by the partnership team, by those responsible for it, and by the secretary"
    " where it is the steering group’s."
)


@require_http_methods(["GET", "HEAD", "POST"])
@only(is_signed_in, WHO_RUNS)
def change_entry(request: HttpRequest, pk: int, step: Step) -> HttpResponse:
    entry = visible_entry(request.user, pk)
    if not may_run_entry(request.user, entry):
        raise PermissionDenied(str(WHO_RUNS))
    if request.method == "POST":
        return _answer(request, entry, step)
    if request.GET.get("sequence") in (None, str(entry.sequence)) and not _is_open(request, entry, step):
        return _not_possible(request, entry)
    form = step.form(_asked(request, step, entry), entry=entry, action=step.action)
    if not form.is_bound or "endre" in request.GET or not form.is_valid():
        return _form_page(request, step, form)
    if form.seen != entry.sequence:
        return _stale_page(request, step, form)
    return _preview_page(request, step, form)


def _asked(request: HttpRequest, step: Step, entry: Entry) -> Any:
    """What the form was filled in with; a step that asks nothing goes straight to its preview."""
    if not step.asks and "sequence" not in request.GET:
        return {"sequence": entry.sequence}
    return request.GET if "sequence" in request.GET else None


def _answer(request: HttpRequest, entry: Entry, step: Step) -> HttpResponse:
    form = step.form(request.POST, entry=entry, action=step.action)
    if not form.is_valid():
        # A second press of the button finds the date where the first one put it.
        return _stale_page(request, step, form) if _is_stale(form) else _form_page(request, step, form)
    try:
        done = step.do(form, request.user)
    except StaleEntryError:
        entry.refresh_from_db()
        return _stale_page(request, step, form)
    except NotPossibleError:
        return _not_possible(request, entry)
    messages.success(request, f"{step.receipt} {_told_in_words(done)}".strip())
    return redirect("entry", entry.pk)


def _is_open(request: HttpRequest, entry: Entry, step: Step) -> bool:
    return step.action in [row.action for row in open_to(request.user, entry, today())]


def _is_stale(form: EntryForm) -> bool:
    return bool(form.cleaned_data.get("sequence", form.entry.sequence) != form.entry.sequence)


def _not_possible(request: HttpRequest, entry: Entry) -> HttpResponse:
    messages.warning(request, _("This can’t be done as the date stands now. Here is what you can do."))
    return redirect("entry", entry.pk)


def _context(request: HttpRequest, step: Step, form: EntryForm) -> dict[str, Any]:
    entry = form.entry
    ghost = last_years(request.user, entry)
    return {
        "entry": entry,
        "step": step,
        "form": form,
        "when": entry_when(entry),
        "ghost": as_row(ghost, today()) if ghost else None,
        "noindex": True,
        "breadcrumbs": crumbs(entry, here=str(step.heading)),
    }


def _form_page(request: HttpRequest, step: Step, form: EntryForm) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, "events/entry_form.html", _context(request, step, form), status=status)


def _preview_page(request: HttpRequest, step: Step, form: EntryForm) -> HttpResponse:
    found = consequences_of(form.entry, form.wanted, form.state, timezone.now())
    context = _context(request, step, form) | {
        "found": found,
        "beside": beside(request.user, found.first),
        "why": form.reason,
        "answers": [(name, form.data.get(name, "")) for name in form.fields],
        "before": when_in_words(found.first.before),
        "after": when_in_words(found.first.when),
        "following": [
            (change.entry, when_in_words(change.before), when_in_words(change.when))
            for change in found.following
        ],
        "staying": [as_row(one, today()) for one in found.staying],
        "coming": [line for line in found.reminders if line.sending == "coming"],
        "at_once": [line for line in found.reminders if line.sending == "at_once"],
        "too_late": sum(line.sending == "too_late" for line in found.reminders),
        "edit_url": f"?{request.GET.urlencode()}&endre=1" if step.asks else "",
    }
    return render(request, "events/entry_preview.html", context)


def _stale_page(request: HttpRequest, step: Step, form: EntryForm) -> HttpResponse:
    """Both versions side by side. Where the date stands as asked already, by the same hand, its own page."""
    entry, change = form.entry, last_change(form.entry)
    wanted = form.wanted if form.is_valid() else None
    if wanted and _is_done(step, form, wanted, request.user):
        return redirect("entry", entry.pk)
    query = (request.POST if request.method == "POST" else request.GET).copy()
    query.pop("csrfmiddlewaretoken", None)
    query["sequence"] = str(entry.sequence)
    context = _context(request, step, form) | {
        "change": change,
        "changed": change_in_words(change) if change else "",
        "wanted": when_in_words(wanted) if wanted else "",
        "wanted_place": wanted.place if wanted else "",
        "why": form.reason if wanted else "",
        "retry_url": f"?{query.urlencode()}" if wanted and _is_open(request, entry, step) else "",
    }
    return render(request, "events/entry_stale.html", context, status=409)


def _is_done(step: Step, form: EntryForm, wanted: NewDate, user: Any) -> bool:
    """Whether the very change that is asked for is the last that was made, and made by this person."""
    change = last_change(form.entry)
    return (
        change is not None
        and change.by_id == user.pk
        and form.seen + 1 == form.entry.sequence
        and wanted == NewDate.of(form.entry)
        and change.kind == step.kind
    )


def _told_in_words(done: Done) -> str:
    parts = []
    if done.followed:
        parts.append(
            ngettext("%(count)s date followed.", "%(count)s dates followed.", done.followed)
            % {"count": done.followed}
        )
    if done.told:
        parts.append(
            ngettext("%(count)s person is told by e-mail.", "%(count)s people are told by e-mail.", done.told)
            % {"count": done.told}
        )
    return " ".join(parts)
