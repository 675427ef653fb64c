"""What is asked of every request of somebody signed in: is the session of age, and is it strong enough."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from portal.partnership.queries.second_factor import has_second_factor
from portal.partnership.rules.second_factor import SIGNED_IN_AT, must_have_second_factor, second_factor_shown

GetResponse = Callable[[HttpRequest], HttpResponse]
SEEN_AT = "seen_at"

#: Pages one needs to come in, to go out, and to set up a second factor; and what machines ask.
OPEN_WITHOUT = frozenset(
    {
        "sign_in",
        "account_login",
        "sign_out",
        "account_logout",
        "become_persona",
        "account_request_login_code",
        "account_confirm_login_code",
        "account_reauthenticate",
        "mfa_authenticate",
        "openid_connect_login",
        "openid_connect_callback",
        "connect_provider",
        "ways_in",
        "set_up_app",
        "add_passkey",
        "recovery_codes",
        "end_session",
        "end_other_sessions",
        "healthz",
        "readyz",
        "metrics",
        "security_txt",
        "robots",
        "demo_mailbox",
        "demo_mail",
    }
)


class _OfTheSignedIn:
    """Looks at requests that bring a session somebody is signed in with; others cost nothing."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        # Asked of the cookie first: a session that is looked at makes the answer vary by cookie.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session:
            return self.look_at(request)
        return None

    def look_at(self, request: HttpRequest) -> HttpResponse | None:
        raise NotImplementedError


class SessionActivity(_OfTheSignedIn):
    """Keeps a session that is in use alive, notes when it was, and ends it when it is too old."""

    def look_at(self, request: HttpRequest) -> HttpResponse | None:
        now, session = time.time(), request.session
        if now - session.setdefault(SIGNED_IN_AT, now) > settings.SESSION_LONGEST:
            logout(request)
        elif now - session.get(SEEN_AT, 0) >= settings.SESSION_SEEN_EVERY and request.user.is_authenticated:
            session[SEEN_AT] = now
            UserSession.objects.create_from_request(request)
        return None


class SecondFactor(_OfTheSignedIn):
    """Leads those who must have a second factor, and have not shown it in this session, to where they can."""

    def look_at(self, request: HttpRequest) -> HttpResponse | None:
        match = request.resolver_match
        if settings.SECOND_FACTOR != "required" or (match and match.url_name in OPEN_WITHOUT):
            return None
        if second_factor_shown(request.session, request.session[SESSION_KEY]):
            return None
        if not must_have_second_factor(request.user):
            return None
        page = reverse("account_reauthenticate" if has_second_factor(request.user) else "ways_in")
        back = {"next": request.get_full_path()} if request.method in {"GET", "HEAD"} else {}
        return redirect(f"{page}?{urlencode(back)}" if back else page)
