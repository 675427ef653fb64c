"""The plan of an activity: who does it, whom it reminds when, and what has to be prepared."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.forms.plan import PlanForms
from events.models import Activity
from events.queries.plan import plan_preview, saved_plan
from events.rules.entry import runs_the_wheel
from events.views.activity import METHODS, WHO_RUNS, crumbs
from events.workflows.plan import set_plan
from portal.core.clock import today
from portal.core.guards import only
from portal.core.templatetags.design_forms import form_errors


@require_http_methods(METHODS)
@only(runs_the_wheel, WHO_RUNS)
def activity_plan(request: HttpRequest, key: str) -> HttpResponse:
    """One plain form. “Show” tells what it would come to and saves nothing."""
    activities = Activity.objects.select_related("responsible_body", "responsible_partner")
    activity = get_object_or_404(activities, key=key)
    forms = PlanForms(activity, request.POST if request.method == "POST" else None)
    valid = request.method == "POST" and forms.is_valid()
    if valid and "show" not in request.POST:
        set_plan(activity, forms.plan, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("The plan is saved. It holds for every date that is still to come."))
        return redirect("activity_plan", activity.key)
    plan = forms.plan if valid else saved_plan(activity)
    wrong = request.method == "POST" and not valid
    context = {
        "activity": activity,
        "forms": forms,
        "preview": None if wrong else plan_preview(activity, plan, timezone.now(), today()),
        "unsaved": valid,
        "problems": [problem for form in forms.shown for problem in form_errors(form)],
        "breadcrumbs": [
            *crumbs()[:1],
            (_("Activities"), reverse("activities")),
            (activity.title, reverse("activity_edit", args=[activity.key])),
            (_("Plan"), None),
        ],
    }
    return render(request, "events/activity_plan.html", context, status=422 if wrong else 200)
