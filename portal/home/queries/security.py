"""The security contact, and whether its word still holds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.core.clock import today
from portal.core.registry import Duty
from portal.home.models import SecurityContact
from portal.partnership.rules.standing import is_administrator

RENEW_WITHIN = timedelta(days=30)
"""The administrators are asked to renew the contact from this long before it runs out."""


def security_contact() -> SecurityContact | None:
    return SecurityContact.objects.first()


def has_run_out(contact: SecurityContact, day: date) -> bool:
    return contact.expires <= day


def security_duties(user: Any) -> list[Duty]:
    """For administrators: renew the contact, from thirty days before it runs out."""
    if not is_administrator(user):
        return []
    contact = security_contact()
    if contact is None or contact.expires > today() + RENEW_WITHIN:
        return []
    return [
        Duty(
            title=_("Renew the contact for security"),
            summary=_(
                "See that the address still reaches somebody, write a new day in the partnership's file, and"
                " load it."
            ),
            due=contact.expires,
            url=reverse("security_txt"),
            action=_("Open what it says now"),
        )
    ]
