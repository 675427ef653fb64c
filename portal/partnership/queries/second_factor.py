"""What second factors and sessions a person has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from portal.partnership.models import User
from portal.partnership.rules.device import device_in_words
from portal.partnership.rules.second_factor import must_have_second_factor

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True)
class LiveSession:
    """A place where somebody is signed in; `here` is the one that asks."""

    pk: int
    device: str
    signed_in_at: datetime
    last_used_at: datetime
    here: bool


@dataclass(frozen=True)
class WaysIn:
    """What one person can show at the second step. `codes_left`: recovery codes that are not used."""

    app: Authenticator | None
    passkeys: tuple[Authenticator, ...]
    codes: Authenticator | None
    codes_left: int

    @property
    def has_second_factor(self) -> bool:
        return self.app is not None or bool(self.passkeys)


def ways_in_of(user: User) -> WaysIn:
    """The second factors of the person. One query."""
    mine = list(Authenticator.objects.filter(user=user).order_by("created_at", "pk"))
    by_type = {one.type: one for one in mine}
    codes = by_type.get(Authenticator.Type.RECOVERY_CODES)
    return WaysIn(
        app=by_type.get(Authenticator.Type.TOTP),
        passkeys=tuple(one for one in mine if one.type == Authenticator.Type.WEBAUTHN),
        codes=codes,
        codes_left=len(codes.wrap().get_unused_codes()) if codes else 0,
    )


def has_second_factor(user: Any) -> bool:
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists())


def may_remove(factor: Authenticator) -> bool:
    """Not the last one of somebody who must have one."""
    others = Authenticator.objects.filter(user_id=factor.user_id, type__in=FACTORS).exclude(pk=factor.pk)
    return bool(others.exists()) or not must_have_second_factor(factor.user)


def live_sessions(user: User, *, here: str) -> list[LiveSession]:
    """The person's sessions that are still of use, this one first, then the one used last."""
    live = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    mine = UserSession.objects.filter(user=user, session_key__in=live).order_by("-last_seen_at", "-pk")
    found = [
        LiveSession(
            one.pk,
            device_in_words(one.user_agent),
            one.created_at,
            one.last_seen_at,
            one.session_key == here,
        )
        for one in mine
    ]
    return sorted(found, key=lambda one: not one.here)
