"""A seat and those who hold it, and the end of a seat or a place."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from portal.core.clock import today
from portal.core.guards import only
from portal.partnership.forms.tenure import EndForm
from portal.partnership.models import Affiliation, Seat, Tenure, User
from portal.partnership.models.body import Part
from portal.partnership.models.person import Source
from portal.partnership.queries.handover import comes_with
from portal.partnership.queries.invitation import waiting_for
from portal.partnership.queries.tenure import holder_of, tenures_of_seat
from portal.partnership.rules.people import (
    may_change_seat,
    may_end_place,
    may_hand_over,
    may_see_seat,
    reads_people,
)
from portal.partnership.rules.standing import is_on_team, is_signed_in
from portal.partnership.views.people import crumbs
from portal.partnership.workflows.tenure import BadDayError, checked_day, end_place, end_tenure

WHO_SEES = gettext_lazy(
    "A seat’s page is for whoever holds it, the partnership team, the leaders and the administrators."
)
WHO_ENDS_SEATS = gettext_lazy(
    "A seat is ended by the leader of the body it is in, and by the administrators."
)
WHO_ENDS_PLACES = gettext_lazy("A place in a unit is ended by the partnership team and the administrators.")
METHODS = ["GET", "HEAD", "POST"]
UNPROCESSABLE = 422


@require_safe
@only(is_signed_in, WHO_SEES)
def seat_page(request: HttpRequest, key: str) -> HttpResponse:
    """Who holds the seat, and what comes with it."""
    seat = get_object_or_404(Seat.objects.select_related("body", "partner"), key=key)
    if not may_see_seat(request.user, seat):
        raise PermissionDenied(str(WHO_SEES))
    reader = _reader(request)
    day = today()
    mine = seat.tenures.filter(user=reader, part=Part.HOLDER, first_day__gt=day).first()
    reads = reads_people(reader)
    context = {
        "seat": seat,
        "holder": holder_of(seat, day),
        "substitute": holder_of(seat, day, Part.SUBSTITUTE),
        "mine": mine,
        # What waits may lead to pages that only its holder may open.
        "linked": bool(mine) or seat.tenures.on(day).filter(user=reader).exists(),
        "baggage": comes_with(seat, reader, mine.first_day if mine else day),
        "tenures": tenures_of_seat(seat) if reads else [],
        "waiting": list(waiting_for(seat)) if reads else [],
        "today": day,
        "reads_people": reads,
        "may_change": may_change_seat(reader, seat.body),
        "may_hand_over": may_hand_over(reader, seat),
        "may_propose": is_on_team(reader),
        "breadcrumbs": crumbs(seat.title)
        if reads
        else [(_("My page"), reverse("my_page")), (seat.title, None)],
    }
    return render(request, "partnership/people/seat.html", context)


@require_http_methods(METHODS)
@only(is_signed_in, WHO_ENDS_SEATS)
def end_seat(request: HttpRequest, pk: int) -> HttpResponse:
    """First the day, then what follows, then it is done."""
    tenure = get_object_or_404(Tenure.objects.select_related("seat__body", "seat__partner", "user"), pk=pk)
    if not may_change_seat(request.user, tenure.seat.body):
        raise PermissionDenied(str(WHO_ENDS_SEATS))
    context = {
        "tenure": tenure,
        "person": tenure.user,
        "what": tenure.seat.title,
        "below": tenure.seat.body.name,
        "baggage": comes_with(tenure.seat, tenure.user, today()) if tenure.part == Part.HOLDER else None,
        "receipt": _("It is noted. %(name)s and the leaders are told.") % {"name": tenure.user},
    }
    return _end(request, tenure, end_tenure, context)


@require_http_methods(METHODS)
@only(may_end_place, WHO_ENDS_PLACES)
def end_affiliation(request: HttpRequest, pk: int) -> HttpResponse:
    place = get_object_or_404(Affiliation.objects.select_related("unit__partner", "user"), pk=pk)
    context = {
        "person": place.user,
        "what": place.unit,
        "below": place.get_role_display(),
        "comes_back": place.source == Source.PROVIDER,
        "receipt": _("It is noted: the place ends that day."),
    }
    return _end(request, place, end_place, context)


def _end(request: HttpRequest, held: Tenure | Affiliation, end: Any, context: dict[str, Any]) -> HttpResponse:
    form = EndForm(request.POST if request.method == "POST" else None, initial={"last_day": today()})
    back_to = reverse("person", args=[held.user_id])
    context |= {
        "form": form,
        "held": held,
        "back_to": back_to,
        "breadcrumbs": crumbs(_("End it")),
    }
    if request.method != "POST" or "back" in request.POST or not form.is_valid():
        return _form_page(request, context)
    last_day = form.cleaned_data["last_day"]
    try:
        if "confirm" not in request.POST:
            checked_day(last_day, held)
            return render(request, "partnership/people/end_check.html", context | {"last_day": last_day})
        end(held, by=_reader(request), last_day=last_day)
    except BadDayError as error:
        form.add_error("last_day", str(error))
        return _form_page(request, context)
    messages.success(request, context["receipt"])
    return redirect(back_to)


def _form_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    form = context["form"]
    wrong = form.is_bound and not form.is_valid()
    return render(request, "partnership/people/end.html", context, status=UNPROCESSABLE if wrong else 200)


def _reader(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
