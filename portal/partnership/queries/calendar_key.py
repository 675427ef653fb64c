"""Whose calendar a secret opens."""

from __future__ import annotations

from portal.partnership.models import CalendarKey, User


def owner_of_calendar(secret: str) -> User | None:
    """The person with an open account whose key it is; nobody where it is unknown or revoked."""
    key = CalendarKey.objects.select_related("user").filter(secret=secret, user__is_active=True).first()
    return key.user if key else None


def calendar_secret_of(person: User) -> str:
    """The secret in the address of their calendar; empty where they have none."""
    return CalendarKey.objects.filter(user=person).values_list("secret", flat=True).first() or ""
