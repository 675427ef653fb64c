"""The outbox as the team sees it: what waits, has left, or has not arrived, and what to do about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from events.rules.entry import runs_the_wheel
from portal.core.guards import only
from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxState
from portal.core.queries.outbox import Shelf, count_shelves, on_shelf
from portal.core.workflows.outbox_act import NotPossibleError, hold, release, send_again
from portal.core.workflows.reading import note_reading
from portal.partnership.rules.standing import is_on_team

WHO = gettext_lazy("The partnership team and the administrators see to the mail of the annual wheel.")
PAGE = 50
SHELVES = {
    "venter": (Shelf.WAITING, pgettext_lazy("mails", "Waiting")),
    "holdt": (Shelf.HELD, pgettext_lazy("mails", "Held back")),
    "usikker": (Shelf.UNCERTAIN, pgettext_lazy("mails", "Uncertain")),
    "feilet": (Shelf.FAILED, pgettext_lazy("mails", "Failed")),
    "sendt": (Shelf.SENT, pgettext_lazy("mails", "Sent")),
    "utgatt": (Shelf.DROPPED, pgettext_lazy("mails", "Not sent after all")),
}
MEANINGS = {
    Shelf.WAITING: gettext_lazy(
        "These have not left yet. A mail leaves when its time comes, and is tried again after a while when "
        "the mail server can't take it."
    ),
    Shelf.HELD: gettext_lazy("Somebody has held these back. They leave when they are released."),
    Shelf.UNCERTAIN: gettext_lazy(
        "The mail server was given these, and then nothing was heard. They may have arrived. They are not "
        "sent again unless you say so."
    ),
    Shelf.FAILED: gettext_lazy("The mail server has refused these, or has not taken them for two days."),
    Shelf.SENT: gettext_lazy("The mail server has taken these."),
    Shelf.DROPPED: gettext_lazy("These were not sent, since there was no need of them any more."),
}


@require_safe
@only(runs_the_wheel, WHO)
def outbox(request: HttpRequest) -> HttpResponse:
    word = request.GET.get("tilstand", "")
    word = word if word in SHELVES else "venter"
    shelf, label = SHELVES[word]
    counts = count_shelves()
    page = Paginator(on_shelf(shelf), PAGE).get_page(request.GET.get("side"))
    context: dict[str, Any] = {
        "shelf": shelf.name,
        "word": word,
        "label": label,
        "meaning": MEANINGS[shelf],
        "tabs": [(key, name, counts[one]) for key, (one, name) in SHELVES.items()],
        "page_obj": page,
        "breadcrumbs": [(_("Annual wheel"), reverse("wheel")), (_("Outbox"), None)],
    }
    return render(request, "events/outbox.html", context)


@require_safe
@only(runs_the_wheel, WHO)
def outbox_mail(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail: where it is, why, and what can be done. Its text is between the portal and its reader."""
    row = get_object_or_404(OutboxMessage.objects.select_related("recipient", "digest"), pk=pk)
    if row.recipient_id != request.user.pk:
        why = "team" if is_on_team(request.user) else "administrator"
        note_reading(by=request.user, kind="outbox_mail", object_key=row.pk, why=why)
    context = {
        "mail": row,
        "acts": row.acts.select_related("by"),
        "may_hold": row.state == OutboxState.WAITING,
        "may_release": row.state == OutboxState.HELD,
        "may_send_again": row.state in {OutboxState.FAILED, OutboxState.UNCERTAIN},
        "uncertain": row.state == OutboxState.UNCERTAIN,
        "breadcrumbs": [
            (_("Annual wheel"), reverse("wheel")),
            (_("Outbox"), reverse("outbox")),
            (row.subject, None),
        ],
    }
    return render(request, "events/outbox_mail.html", context)


@require_POST
@only(runs_the_wheel, WHO)
def hold_mail(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, hold, _("The mail is held back. It leaves when somebody releases it."))


@require_POST
@only(runs_the_wheel, WHO)
def release_mail(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, release, _("The mail is released. It leaves when its time comes."))


@require_POST
@only(runs_the_wheel, WHO)
def send_mail_again(request: HttpRequest, pk: int) -> HttpResponse:
    done = _("The mail waits to be sent again. It has left when it stands under “Sent”.")
    return _act(request, pk, send_again, done)


def _act(request: HttpRequest, pk: int, act: Any, receipt: str) -> HttpResponse:
    row = get_object_or_404(OutboxMessage, pk=pk)
    try:
        act(row, by=request.user)
    except NotPossibleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, receipt)
    return redirect("outbox_mail", pk)
