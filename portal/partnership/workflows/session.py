"""Ending sessions: whoever holds one is signed out with their next request."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from portal.partnership.models import User


def end_session(session: UserSession, *, by: User) -> None:
    """End one session of the person's own. Raises `UserSession.DoesNotExist` if it is somebody else's."""
    _end([UserSession.objects.get(pk=session.pk, user=by).session_key])


def end_other_sessions(*, by: User, keep: str) -> int:
    """End all sessions of the person but the one with the key `keep`, and give their number."""
    others = UserSession.objects.filter(user=by).exclude(session_key=keep)
    return _end(list(others.values_list("session_key", flat=True)))


def _end(keys: list[str]) -> int:
    with transaction.atomic():
        Session.objects.filter(session_key__in=keys).delete()
        return int(UserSession.objects.filter(session_key__in=keys).delete()[0])
