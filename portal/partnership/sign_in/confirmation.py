"""A code by e-mail for somebody who is signed in and about to change how they sign in."""

from __future__ import annotations

import time
from collections.abc import MutableMapping
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core.internal.cryptokit import compare_user_code
from django.conf import settings

KEY = "confirmation_code"


def begin(session: MutableMapping[str, Any]) -> str:
    """Make a code and keep it in the session; the one before is no longer of use."""
    code = str(get_adapter().generate_login_code())
    session[KEY] = {"code": code, "at": time.time(), "left": settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS}
    return code


def is_under_way(session: MutableMapping[str, Any]) -> bool:
    return KEY in session


def use(session: MutableMapping[str, Any], code: str) -> bool:
    """Whether it is the code. A right one is used up; so is any after three wrong ones or ten minutes."""
    state = session.pop(KEY, None)
    if state is None or time.time() - state["at"] > settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT:
        return False
    if compare_user_code(actual=code, expected=state["code"]):
        return True
    if state["left"] > 1:
        session[KEY] = state | {"left": state["left"] - 1}
    return False
