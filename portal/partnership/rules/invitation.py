"""What people can be invited to, for how long, and the secret in the mailed link."""

from __future__ import annotations

import hashlib
import re
from datetime import date, timedelta

VALID_FOR = timedelta(days=30)
ROLES = ("employee", "leader")
UNIVERSITY_ROLES = (*ROLES, "supervisor", "course_coordinator")
SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
"""256 bits, as `secrets.token_urlsafe(32)` writes them."""


def roles_at(partner_kind: str) -> tuple[str, ...]:
    """What somebody can be invited to be in a unit. Students come in by their university's own sign-in."""
    return UNIVERSITY_ROLES if partner_kind == "university" else ROLES


def hash_of(secret: str) -> str:
    """What is kept of a secret: it can be recognised, and not be read."""
    return hashlib.sha256(secret.encode()).hexdigest()


def could_be_a_secret(text: str) -> bool:
    return SECRET.fullmatch(text) is not None


def starts_on(first_day: date, answered_on: date) -> date:
    """Who accepts late begins the day they accept: nobody held a seat, or a right, before saying yes."""
    return max(first_day, answered_on)
