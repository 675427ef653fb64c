"""Ticking off what is prepared for a date."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from events.models import Preparation
from events.queries.entry import visible_entry
from events.rules.entry import may_run_entry
from events.rules.preparation import may_tick, owns_preparation
from events.workflows.preparation import tick, untick
from portal.core.guards import only
from portal.partnership.rules.standing import is_signed_in

WHO_TICKS = gettext_lazy("The check list is ticked by those who prepare the date and those who run it.")


@require_POST
@only(is_signed_in, WHO_TICKS)
def tick_preparation(request: HttpRequest, pk: int) -> HttpResponse:
    """`preparation` says which point, `done` whether it is ticked (1) or not after all."""
    entry = visible_entry(request.user, pk)
    points = list(
        Preparation.objects.filter(activity=entry.activity_id).select_related("owner_body", "owner_partner")
    )
    if not may_run_entry(request.user, entry) and not any(owns_preparation(request.user, p) for p in points):
        raise PermissionDenied(str(WHO_TICKS))
    point = next((p for p in points if str(p.pk) == request.POST.get("preparation")), None)
    if point is None:
        messages.warning(request, _("That point is no longer on the check list."))
    elif not may_tick(request.user, entry, point):
        raise PermissionDenied(str(WHO_TICKS))
    elif request.POST.get("done") == "1":
        tick(entry, point, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("“%(text)s” is ticked off.") % {"text": point.text})
    else:
        untick(entry, point)
        messages.success(request, _("“%(text)s” is no longer ticked off.") % {"text": point.text})
    return redirect(reverse("entry", args=[entry.pk]) + "#preparations")
