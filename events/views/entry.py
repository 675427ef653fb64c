"""A date's own page, and adding a date that comes from no activity."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from events.entry_words import entry_when, status_in_words
from events.forms.entry import in_this_language
from events.forms.new_entry import NewEntryForm
from events.models import Entry
from events.queries.around import around
from events.queries.entry import coming_reminders, history, visible_entry
from events.queries.following import ENTRY
from events.queries.wheel import as_row
from events.rules.entry import may_run_entry, runs_the_wheel
from events.rules.transition import Action, Transition, open_to
from events.workflows.entry import add_date
from portal.core.clock import today
from portal.core.guards import only
from portal.core.views.thread_detail import merged_address
from portal.partnership.queries.follow import follows
from portal.partnership.rules.standing import is_in_governance, is_inside, is_signed_in

WHO_ADDS = gettext_lazy("Dates are added by the partnership team and the administrator.")
ADDRESSES = {
    Action.FIX: "fix_entry",
    Action.MOVE: "move_entry",
    Action.CANCEL: "cancel_entry",
    Action.MARK_HELD: "mark_entry_held",
}


@require_safe
def entry_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Signed out, a date that is hidden or not there leads to sign-in and back: mails link here."""
    try:
        entry = visible_entry(request.user, pk)
    except Http404:
        if request.user.is_authenticated:
            raise
        return redirect_to_login(request.get_full_path())
    if moved := merged_address(entry.thread):
        return redirect(moved, permanent=True)
    return render(request, "events/entry.html", _about(request.user, entry))


def _about(user: Any, entry: Entry) -> dict[str, Any]:
    day, runs = today(), may_run_entry(user, entry)
    near = around(user, entry)
    followed = is_signed_in(user) and follows(user, ENTRY, str(entry.pk))
    # What took place and only awaits a tick comes first: it is the one primary button.
    actions = sorted(open_to(user, entry, day), key=lambda row: row.action != Action.MARK_HELD)
    return {
        "entry": entry,
        "when": entry_when(entry),
        "status": status_in_words(entry, day),
        "ghost": as_row(near.last_year, day) if near.last_year else None,
        "anchor": as_row(near.anchor, day) if near.anchor else None,
        "following": [as_row(one, day) for one in near.following],
        "reminders": coming_reminders(entry, timezone.now()) if runs or is_in_governance(user) else [],
        "history": history(entry, with_names=is_inside(user)),
        "actions": [(row.label, _address(row, entry)) for row in actions],
        "followed": followed,
        # What is over changes no more. Pages for visitors carry no form.
        "may_follow": followed or (is_signed_in(user) and not entry.is_over(day)),
        "noindex": entry.is_example,
        "breadcrumbs": crumbs(entry),
    }


def crumbs(entry: Entry, *, here: str = "") -> list[tuple[Any, str | None]]:
    """The way to a date's page, or to a page below it that is called `here`."""
    wheel = _("The annual wheel %(year)s") % {"year": entry.year}
    page = reverse("entry", args=[entry.pk]) if here else None
    found: list[tuple[Any, str | None]] = [
        (wheel, reverse("wheel_year", args=[entry.year])),
        (entry.title, page),
    ]
    return [*found, (here, None)] if here else found


def _address(row: Transition, entry: Entry) -> str:
    return reverse(ADDRESSES[row.action], args=[entry.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@only(runs_the_wheel, WHO_ADDS)
def add_entry(request: HttpRequest) -> HttpResponse:
    form = NewEntryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        entry = _add(form, request.user)
        messages.success(request, _("The date is added. You can change it from this page."))
        return redirect("entry", entry.pk)
    context = {"form": form, "breadcrumbs": [(_("Annual wheel"), reverse("wheel")), (_("Add a date"), None)]}
    return render(request, "events/entry_new.html", context, status=422 if form.is_bound else 200)


def _add(form: NewEntryForm, by: Any) -> Entry:
    answers = form.cleaned_data
    return add_date(
        uid=answers["uid"],
        title=in_this_language(answers["title"]),
        summary=in_this_language(answers["summary"]),
        kind=answers["kind"],
        audience=answers["audience"],
        shown_to=answers["shown_to"],
        year=form.year,
        when=form.wanted,
        by=by,
    )
