"""Begins the way in by a code for somebody who holds an invitation to their address."""

from __future__ import annotations

from urllib.parse import urlencode

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from portal.partnership.models import User
from portal.partnership.rules.second_factor import ATTESTED


def start_code(request: HttpRequest, person: User, back: str) -> HttpResponse:
    """Mail `person` a code, and lead to where it is written; from there to the path `back`."""
    limited: HttpResponse | None = ratelimit.consume_or_429(
        request, action="request_login_code", key=person.email.lower()
    )
    if limited:
        return limited
    request.session.pop(ATTESTED, None)
    LoginCodeVerificationProcess.initiate(request=request, user=person, email=person.email)
    return redirect(f"{reverse('account_confirm_login_code')}?{urlencode({'next': back})}")
