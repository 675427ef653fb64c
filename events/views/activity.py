"""The wheel's activities: the list, and adding and changing one with a preview of its next dates."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from events.forms.activity import NEW, ActivityForm
from events.models import Activity
from events.queries.activity import activity_rows, coming_of, others, planned_years, preview
from events.queries.renewal import in_words, renewals
from events.rules.described import describe
from events.rules.entry import runs_the_wheel
from events.workflows.activity import add_activity, change_activity, write_draft
from portal.core.clock import today
from portal.core.guards import only

WHO_RUNS = gettext_lazy("Activities are run by the partnership team and the administrator.")
METHODS = ["GET", "HEAD", "POST"]


@require_safe
@only(runs_the_wheel, WHO_RUNS)
def activity_list(request: HttpRequest) -> HttpResponse:
    context = {"rows": activity_rows(), "breadcrumbs": crumbs(), "year": today().year}
    return render(request, "events/activity_list.html", context)


@require_http_methods(METHODS)
@only(runs_the_wheel, WHO_RUNS)
def activity_new(request: HttpRequest) -> HttpResponse:
    """Form, then preview, then done: nothing is saved before the preview has been seen."""
    known = others()
    form = ActivityForm(request.POST or None, others=known)
    if request.method != "POST" or "back" in request.POST or not form.is_valid():
        return _form_page(request, form)
    day, draft = today(), form.draft
    offered = [
        Offered(year, number, year in planned_years([day.year, day.year + 1]))
        for year in (day.year, day.year + 1)
        if (number := coming_of(NEW, draft.recurrence, known, year, day))
    ]
    if "confirm" not in request.POST:
        return _preview_page(request, form, shown=preview(NEW, draft.recurrence, known, day), offered=offered)
    years = [offer.year for offer in offered if str(offer.year) in request.POST.getlist("years")]
    activity = add_activity(draft, by=request.user, years=years, day=day)  # type: ignore[arg-type]
    messages.success(
        request, _("The activity is added. Now say who does it, whom it reminds, and what to prepare.")
    )
    return redirect("activity_plan", activity.key)


@require_http_methods(METHODS)
@only(runs_the_wheel, WHO_RUNS)
def activity_edit(request: HttpRequest, key: str) -> HttpResponse:
    """As adding, and what is on the wheel already stays unless next year's untouched dates are asked for."""
    activity = _activity(key)
    known = others()
    form = ActivityForm(request.POST or None, others=known, activity=activity)
    if request.method != "POST" or "back" in request.POST or not form.is_valid():
        return _form_page(request, form)
    day, draft = today(), form.draft
    if "confirm" not in request.POST:
        changed = copy(activity)
        write_draft(changed, draft)
        return _preview_page(
            request,
            form,
            shown=preview(activity.key, draft.recurrence, known, day),
            renewals=[in_words(each) for each in renewals(changed, known, day.year + 1, day)],
            next_year=day.year + 1,
        )
    renew = day.year + 1 if "renew" in request.POST else None
    renewed = change_activity(activity, draft, by=request.user, day=day, renew=renew)  # type: ignore[arg-type]
    messages.success(request, _receipt(len(renewed), renew))
    return redirect("activities")


@dataclass(frozen=True)
class Offered:
    """A year whose wheel can have the activity's dates: how many, and whether it has been planned."""

    year: int
    number: int
    planned: bool


def _receipt(renewed: int, year: int | None) -> str:
    if year is None:
        return _("The activity is changed. The dates that are on the wheel stay as they are.")
    words = ngettext(
        "The activity is changed, and so is %(number)s date of %(year)s.",
        "The activity is changed, and so are %(number)s dates of %(year)s.",
        renewed,
    )
    return words % {"number": renewed, "year": year}


def _activity(key: str) -> Activity:
    activities = Activity.objects.select_related("responsible_body", "responsible_partner", "edited_by")
    return get_object_or_404(activities, key=key)


def _form_page(request: HttpRequest, form: ActivityForm) -> HttpResponse:
    activity = form.activity
    context: dict[str, Any] = {
        "form": form,
        "activity": activity,
        "now": describe(activity.when, form.others.titles) if activity else "",
        "breadcrumbs": crumbs(activity.title if activity else _("Add an activity")),
    }
    wrong = form.is_bound and not form.is_valid()
    return render(request, "events/activity_form.html", context, status=422 if wrong else 200)


def _preview_page(request: HttpRequest, form: ActivityForm, **shown: Any) -> HttpResponse:
    activity = form.activity
    context = {
        "form": form,
        "activity": activity,
        "draft": form.draft,
        "breadcrumbs": crumbs(activity.title if activity else _("Add an activity"), _("Check the dates")),
        **shown,
    }
    return render(request, "events/activity_preview.html", context)


def crumbs(*below: Any) -> list[tuple[Any, str | None]]:
    """The way to the list of activities, or to a page below it."""
    wheel: tuple[Any, str | None] = (_("Annual wheel"), reverse("wheel"))
    if not below:
        return [wheel, (_("Activities"), None)]
    return [wheel, (_("Activities"), reverse("activities")), *((words, None) for words in below)]
