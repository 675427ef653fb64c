"""Inviting somebody: a form, a summary to check, and then it is sent or waits for a leader."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from portal.core.clock import today
from portal.core.guards import only
from portal.partnership.forms.invitation import (
    HandOverForm,
    InvitationForm,
    SeatInvitationForm,
    UnitInvitationForm,
)
from portal.partnership.models import Seat, User
from portal.partnership.models.invitation import InvitationState
from portal.partnership.models.person import LANGUAGES
from portal.partnership.queries.handover import comes_with
from portal.partnership.queries.invitation import waiting_for
from portal.partnership.queries.tenure import holder_of, people_who_run, seats_run_by
from portal.partnership.rules.people import (
    may_change_seat,
    may_hand_over,
    may_invite_to_unit,
    reads_people,
    runs_people,
)
from portal.partnership.rules.standing import is_on_team, is_signed_in
from portal.partnership.views.people import crumbs
from portal.partnership.workflows.invitation import Asked, Sent, invite

WHO = gettext_lazy("People are invited by the partnership team, the leaders and the administrators.")
WHO_HANDS_OVER = gettext_lazy(
    "A seat is handed over by whoever holds it, by the leader of its body and by the administrators."
)
METHODS = ["GET", "HEAD", "POST"]
UNPROCESSABLE = 422


@require_http_methods(METHODS)
@only(reads_people, WHO)
def invite_somebody(request: HttpRequest) -> HttpResponse:
    """To a seat (`?til=verv`), or to a unit; leaders who are not on the team invite to seats only."""
    to_units = may_invite_to_unit(request.user)
    to_seat = request.GET.get("til") == "verv" or not to_units
    data = request.POST if request.method == "POST" else None
    form: InvitationForm
    if to_seat:
        seats = Seat.objects.all() if is_on_team(request.user) else seats_run_by(request.user)
        seat = seats.filter(key=request.GET.get("verv", "")).first()
        form = SeatInvitationForm(data, seats=seats, initial=_initial(seat))
    else:
        form = UnitInvitationForm(data, initial=_initial(None))
    tabs = [("enhet", _("To a unit")), ("verv", _("To a seat"))] if to_units else []
    context = {
        "tabs": tabs,
        "til": "verv" if to_seat else "enhet",
        "title": _("Invite somebody"),
        "back_to": reverse("people"),
        "breadcrumbs": crumbs(_("Invite somebody")),
    }
    return _three_steps(request, form, context)


@require_http_methods(METHODS)
@only(is_signed_in, WHO_HANDS_OVER)
def hand_over(request: HttpRequest, key: str) -> HttpResponse:
    """A successor in one seat."""
    seat = get_object_or_404(Seat.objects.select_related("body", "partner"), key=key)
    if not may_hand_over(request.user, seat):
        raise PermissionDenied(str(WHO_HANDS_OVER))
    form = HandOverForm(request.POST if request.method == "POST" else None, seat=seat, initial=_initial(None))
    title = _("Hand over the seat")
    context = {
        "seat": seat,
        "held_by": holder_of(seat, today()),
        "title": title,
        "back_to": reverse("seat", args=[seat.key]),
        "breadcrumbs": [
            (_("My page"), reverse("my_page")),
            (seat.title, reverse("seat", args=[key])),
            (title, None),
        ],
    }
    return _three_steps(request, form, context)


def _three_steps(request: HttpRequest, form: InvitationForm, context: dict[str, Any]) -> HttpResponse:
    context |= {"form": form}
    if request.method != "POST" or "back" in request.POST or not form.is_valid():
        wrong = form.is_bound and not form.is_valid()
        status = UNPROCESSABLE if wrong else 200
        return render(request, "partnership/people/invite.html", context, status=status)
    if "confirm" not in request.POST:
        return render(
            request, "partnership/people/invite_check.html", context | _summary(request, form.asked)
        )
    sent = invite(form.asked, by=_reader(request))
    messages.success(request, _receipt(sent))
    return redirect("invitation_tend", sent.invitation.pk)


def _summary(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    """What happens on a yes: who holds the seat now, who must approve, and what comes with it."""
    known = User.objects.filter(email__iexact=asked.email, erased_at=None).first()
    found: dict[str, Any] = {
        "asked": asked,
        "language": dict(LANGUAGES)[asked.language],
        "known": known if runs_people(request.user) else None,
    }
    if asked.seat is None:
        return found
    now_held = holder_of(asked.seat, asked.first_day, asked.part)
    at_once = may_change_seat(request.user, asked.seat.body)
    return found | {
        "holder": now_held,
        "ends": asked.first_day - timedelta(days=1),
        "deciders": [] if at_once else people_who_run(asked.seat.body, today()),
        "at_once": at_once,
        "others": list(waiting_for(asked.seat).filter(part=asked.part)),
        "baggage": comes_with(asked.seat, known or _reader(request), asked.first_day),
    }


def _receipt(sent: Sent) -> str:
    if sent.invitation.state == InvitationState.PROPOSED:
        return _("Your proposal is made. It is sent when a leader says yes, and you are told.")
    return _("The invitation is sent. The link in it works for 30 days.")


def _initial(seat: Seat | None) -> dict[str, Any]:
    return {"language": "nb", "first_day": today(), "seat": seat.pk if seat else None}


def _reader(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
