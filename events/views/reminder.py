"""The reminders of the next thirty days: what will be sent, to whom, when, and holding one back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from events.models import Entry
from events.queries.reminder import coming_reminders
from events.rules.entry import runs_the_wheel
from events.views.outbox import WHO
from events.workflows.reminder import hold_reminder, release_reminder
from portal.core.guards import only
from portal.core.queries.outbox import count_troubled

PAGE = 100


@require_safe
@only(runs_the_wheel, WHO)
def reminders(request: HttpRequest) -> HttpResponse:
    page = Paginator(coming_reminders(timezone.now()), PAGE).get_page(request.GET.get("side"))
    failed, uncertain = count_troubled()
    context: dict[str, Any] = {
        "page_obj": page,
        "number": page.paginator.count,
        "failed": failed,
        "uncertain": uncertain,
        "breadcrumbs": [(_("Annual wheel"), reverse("wheel")), (_("Reminders"), None)],
    }
    return render(request, "events/reminders.html", context)


@require_POST
@only(runs_the_wheel, WHO)
def hold_coming(request: HttpRequest) -> HttpResponse:
    """`entry` and `occurrence` say which; one that is not there any more is a sentence on the page."""
    if entry := _entry(request):
        hold_reminder(entry, request.POST["occurrence"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("The reminder is held back. Nobody gets it unless it is released."))
    return redirect("reminders")


@require_POST
@only(runs_the_wheel, WHO)
def release_coming(request: HttpRequest) -> HttpResponse:
    if entry := _entry(request):
        release_reminder(entry, request.POST["occurrence"])
        messages.success(request, _("The reminder is released. It is sent when its time comes."))
    return redirect("reminders")


def _entry(request: HttpRequest) -> Entry | None:
    """The date of a reminder that still stands among the coming ones."""
    key, occurrence = request.POST.get("entry", ""), request.POST.get("occurrence", "")
    for coming in coming_reminders(timezone.now()):
        entry = coming.reminder.entry
        if isinstance(entry, Entry) and (str(entry.pk), coming.reminder.occurrence) == (key, occurrence):
            return entry
    messages.error(request, _("Nothing was changed: that reminder is not among the coming ones any more."))
    return None
