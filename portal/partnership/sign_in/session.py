"""A session that has become worth more gets a new key, so that nobody who knew the old one gains by it."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.http import HttpRequest


def note_factor_shown(request: HttpRequest, factor: Authenticator) -> None:
    """The person has just shown the factor: the session counts as confirmed, under a new key."""
    factor.record_usage()
    record_authentication(request, factor.user, "mfa", id=factor.pk, type=factor.type, reauthenticated=True)
    renew_session(request)


def note_confirmed_by_code(request: HttpRequest) -> None:
    record_authentication(request, _person(request), "code", reauthenticated=True)
    renew_session(request)


def renew_session(request: HttpRequest) -> None:
    """Give the session a new key; what is known about it follows."""
    old = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=old).update(session_key=request.session.session_key)


def _person(request: HttpRequest) -> Any:
    assert request.user.is_authenticated
    return request.user
