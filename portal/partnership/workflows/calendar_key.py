"""The secret address of a person's own calendar: given, changed and revoked by themselves alone."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from portal.partnership.models import CalendarKey, User
from portal.partnership.models.mail import new_secret
from portal.partnership.rules.standing import is_signed_in


def give_calendar_key(*, by: User) -> CalendarKey:
    """Their key; made if they have none, so that asking twice does not change an address already in use.

    Raises PermissionDenied for an account that is closed.
    """
    _must_be_open(by)
    return CalendarKey.objects.get_or_create(user=by)[0]


def renew_calendar_key(*, by: User) -> CalendarKey:
    """A key with a new secret; the address they had until now stops working at once.

    Raises PermissionDenied for an account that is closed.
    """
    _must_be_open(by)
    fresh = {"secret": new_secret(), "created_at": timezone.now()}
    return CalendarKey.objects.update_or_create(user=by, defaults=fresh)[0]


def revoke_calendar_key(*, by: User) -> bool:
    """Take the address away at once. False where there was none."""
    return CalendarKey.objects.filter(user=by).delete()[0] > 0


def _must_be_open(person: User) -> None:
    if not is_signed_in(person):
        raise PermissionDenied
