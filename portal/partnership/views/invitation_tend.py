"""One invitation as those who asked and those who decide see it: yes, no, back, or once more."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from portal.core.guards import only
from portal.partnership.models import Invitation
from portal.partnership.models.invitation import InvitationState
from portal.partnership.queries.invitation import has_run_out, visible_invitations, with_all
from portal.partnership.queries.people import Shown
from portal.partnership.queries.tenure import holder_of
from portal.partnership.rules.people import may_decide, may_tend, reads_people
from portal.partnership.rules.standing import is_signed_in
from portal.partnership.views.people import crumbs
from portal.partnership.workflows.invitation import (
    NotPossibleError,
    approve,
    refuse,
    send_again,
    withdraw,
)

WHO = gettext_lazy(
    "An invitation is seen by whoever asked for it, the partnership team, the leaders and the administrators."
)
WHO_DECIDES = gettext_lazy(
    "A proposal is decided on by the leader of the body the seat is in, and by the administrators."
)
WHO_TENDS = gettext_lazy(
    "An invitation is taken back or sent again by whoever asked for it, the partnership team, the leader of"
    " the body the seat is in, and the administrators."
)


@require_safe
@only(is_signed_in, WHO)
def tend_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = _visible(request, pk)
    decides, tends = may_decide(request.user, invitation), may_tend(request.user, invitation)
    over, seat = has_run_out(invitation), invitation.seat
    waits = invitation.state == InvitationState.PROPOSED and not over
    sent = invitation.state == InvitationState.SENT
    context = {
        "invitation": invitation,
        "holder": holder_of(seat, invitation.first_day, invitation.part) if seat else None,
        "over": over,
        "waits": waits,
        "may_decide": decides and waits,
        "may_withdraw": tends and ((waits and not decides) or (sent and not over)),
        "may_send_again": tends and sent and bool(invitation.email),
        "reads_people": reads_people(request.user),
        "invited": Shown.INVITED,
        "breadcrumbs": crumbs(_("Invitation")) if reads_people(request.user) else [(_("Invitation"), None)],
    }
    return render(request, "partnership/people/invitation.html", context)


@require_POST
@only(is_signed_in, WHO_DECIDES)
def approve_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, approve, _("You have said yes. The invitation is sent."), WHO_DECIDES)


@require_POST
@only(is_signed_in, WHO_DECIDES)
def refuse_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, refuse, _("You have said no. Whoever proposed is told."), WHO_DECIDES)


@require_POST
@only(is_signed_in, WHO_TENDS)
def withdraw_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request, pk, withdraw, _("The invitation is taken back. Its link no longer works."), WHO_TENDS
    )


@require_POST
@only(is_signed_in, WHO_TENDS)
def send_invitation_again(request: HttpRequest, pk: int) -> HttpResponse:
    done = _("The invitation is sent again, with a new link. The old link no longer works.")
    return _act(request, pk, send_again, done, WHO_TENDS)


def _act(request: HttpRequest, pk: int, act: Any, receipt: str, who: Any) -> HttpResponse:
    invitation = _visible(request, pk)
    try:
        act(invitation, by=request.user)
    except PermissionDenied:
        raise PermissionDenied(str(who)) from None
    except NotPossibleError:
        messages.warning(
            request, _("Nothing was changed: the invitation is no longer as it was. See how it is now.")
        )
    else:
        messages.success(request, receipt)
    return redirect("invitation_tend", pk)


def _visible(request: HttpRequest, pk: int) -> Invitation:
    """The invitation; those who read people learn that there is none, others only that it is not for them."""
    found = visible_invitations(request.user).filter(pk=pk).first()
    if found is None and not reads_people(request.user):
        raise PermissionDenied(str(WHO))
    return found or get_object_or_404(with_all(), pk=pk)
