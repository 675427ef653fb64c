"""What is noted when somebody comes in or goes out."""

from __future__ import annotations

import time
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from portal.partnership.rules.second_factor import SIGNED_IN_AT


@receiver(user_logged_in, dispatch_uid="portal.partnership.sign_in.note_sign_in")
def note_sign_in(request: HttpRequest, **_signal: Any) -> None:
    request.session[SIGNED_IN_AT] = time.time()


@receiver(user_logged_out, dispatch_uid="portal.partnership.sign_in.forget_session")
def forget_session(request: HttpRequest, **_signal: Any) -> None:
    """The session ends with the sign-out, and so does what was known about it."""
    if request.session.session_key:
        UserSession.objects.filter(session_key=request.session.session_key).delete()
