"""Begins the way in by a code."""

from __future__ import annotations

from urllib.parse import urlencode

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from portal.partnership.models import User
from portal.partnership.rules.second_factor import ATTESTED


def begin_code(request: HttpRequest, person: User | None, email: str) -> None:
    """Make a code, and queue it for whose address it is; what was attested before is forgotten."""
    request.session.pop(ATTESTED, None)
    LoginCodeVerificationProcess.initiate(request=request, user=person, email=email)


def start_code(request: HttpRequest, person: User, back: str) -> HttpResponse:
    """Mail a code to `person`, and lead to where it is written; from there to the path `back`."""
    limited: HttpResponse | None = ratelimit.consume_or_429(
        request, action="request_login_code", key=person.email.lower()
    )
    if limited:
        return limited
    begin_code(request, person, person.email)
    return redirect(f"{reverse('account_confirm_login_code')}?{urlencode({'next': back})}")
