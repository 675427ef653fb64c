"""Ending one's own sessions, on this device or another."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.core.guards import only
from portal.partnership.rules.standing import is_signed_in
from portal.partnership.views.second_factor import WHO
from portal.partnership.views.ways_in import reader
from portal.partnership.workflows.session import end_other_sessions, end_session


@require_POST
@only(is_signed_in, WHO)
def end_one(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    if session.session_key == request.session.session_key:
        logout(request)
        messages.success(request, _("You are signed out."))
        return redirect("front_page")
    end_session(session, by=reader(request))
    messages.success(request, _("The session is ended. Whoever used it must sign in again."))
    return redirect("ways_in")


@require_POST
@only(is_signed_in, WHO)
def end_others(request: HttpRequest) -> HttpResponse:
    end_other_sessions(by=reader(request), keep=request.session.session_key or "")
    messages.success(request, _("All your other sessions are ended. You are signed in here only."))
    return redirect("ways_in")
