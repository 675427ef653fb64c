"""A code from an authenticator app is good for one use, for as long as the clock would let it pass."""

from __future__ import annotations

from typing import Any

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from django.core.cache import cache


def first_use(user_pk: Any, code: str) -> bool:
    """Note that a right code was used; false if it was used before."""
    steps = 2 * app_settings.TOTP_TOLERANCE + 1
    key = f"second_factor.used:{user_pk}:{normalize_user_code(code)}"
    return bool(cache.add(key, 1, timeout=(steps + 1) * app_settings.TOTP_PERIOD))
