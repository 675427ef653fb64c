"""The link in an invitation: what is asked, the ways to go on, and the answer."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal.core.clock import today
from portal.core.guards import only
from portal.partnership.models import Invitation, User
from portal.partnership.models.body import Part
from portal.partnership.queries.invitation import can_be_answered, opened_by
from portal.partnership.queries.tenure import holder_of
from portal.partnership.rules.invitation import could_be_a_secret, starts_on
from portal.partnership.rules.standing import is_signed_in
from portal.partnership.views.code_start import start_code
from portal.partnership.workflows.invitation import NotPossibleError, accept, account_for, decline
from portal.partnership.workflows.tenure import SeatTakenError

REMEMBERED = "invitation"
"""The session's name for the invitation somebody is signing in to answer: its primary key."""
WHO = gettext_lazy("Whoever has an account here answers an invitation when they are signed in.")
GONE = 410


@never_cache
@require_safe
def show_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Signed out one reads who asks and to what; signed in, whom a yes makes the holder."""
    invitation = _opened(token)
    if invitation is None or not can_be_answered(invitation):
        return _gone(request, invitation)
    return render(request, "partnership/people/answer.html", _context(request, invitation, token))


@never_cache
@require_POST
@only(is_signed_in, WHO)
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    invitation = _opened(token)
    if invitation is None or not can_be_answered(invitation):
        return _gone(request, invitation)
    assert isinstance(request.user, User)
    try:
        accept(invitation, by=request.user)
    except NotPossibleError:
        return _gone(request, _opened(token))
    except SeatTakenError:
        context = _context(request, invitation, token) | {"taken": True}
        return render(request, "partnership/people/answer.html", context, status=409)
    request.session.pop(REMEMBERED, None)
    messages.success(request, _receipt(invitation))
    if invitation.seat and invitation.part == Part.HOLDER:
        return redirect("seat", invitation.seat.key)
    return redirect("my_page")


@never_cache
@require_POST
def decline_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has the link may say no: it takes nothing but the link."""
    invitation = _opened(token)
    if invitation is None or not can_be_answered(invitation):
        return _gone(request, invitation)
    try:
        decline(invitation)
    except NotPossibleError:
        return _gone(request, _opened(token))
    request.session.pop(REMEMBERED, None)
    return render(request, "partnership/people/declined.html", {"noindex": True})


@never_cache
@require_POST
def sign_in_to_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Remember the invitation, and lead through sign-in back to it."""
    back = reverse("invitation", args=[token])
    invitation = _opened(token)
    if invitation is None or not can_be_answered(invitation):
        return _gone(request, invitation)
    if is_signed_in(request.user):
        return redirect(back)
    request.session[REMEMBERED] = invitation.pk
    return redirect(f"{reverse('sign_in')}?{urlencode({'next': back})}")


@never_cache
@require_POST
def get_a_code(request: HttpRequest, token: str) -> HttpResponse:
    """For those without a provider: a code to the invited address, with an account made if there is none."""
    back = reverse("invitation", args=[token])
    invitation = _opened(token)
    if invitation is None or not can_be_answered(invitation):
        return _gone(request, invitation)
    if is_signed_in(request.user):
        return redirect(back)
    try:
        person = account_for(invitation)
    except NotPossibleError:
        context = _context(request, invitation, token) | {"closed": True}
        return render(request, "partnership/people/answer.html", context, status=409)
    request.session[REMEMBERED] = invitation.pk
    return start_code(request, person, back)


def _opened(token: str) -> Invitation | None:
    """The invitation of a link. Raises Http404 for what no mail can have said."""
    if not could_be_a_secret(token):
        raise Http404
    return opened_by(token)


def _gone(request: HttpRequest, invitation: Invitation | None) -> HttpResponse:
    """Answered, withdrawn, run out, or replaced by a newer mail: in words, with whom to write to."""
    context = {"invitation": invitation, "noindex": True}
    return render(request, "partnership/people/answer_gone.html", context, status=GONE)


def _context(request: HttpRequest, invitation: Invitation, token: str) -> dict[str, Any]:
    first_day = starts_on(invitation.first_day, today())
    signed_in = is_signed_in(request.user)
    address = getattr(request.user, "email", "")
    seat = invitation.seat
    return {
        "invitation": invitation,
        "token": token,
        "first_day": first_day,
        "signed_in": signed_in,
        "other_address": signed_in and address.casefold() != invitation.email.casefold(),
        "holder": holder_of(seat, first_day, invitation.part) if seat and signed_in else None,
        "noindex": True,
    }


def _receipt(invitation: Invitation) -> str:
    if invitation.seat:
        return _("Thank you. The seat is yours from its first day. What comes with it, you get by e-mail.")
    return _("Thank you. You are now part of it.")
