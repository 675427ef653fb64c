"""What `check --deploy` says about the content of an installation."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Warning as CheckWarning
from django.db import DatabaseError, InterfaceError, transaction

from portal.core.clock import today
from portal.home.queries.security import has_run_out, security_contact
from portal.partnership.models import Partnership


@register(Tags.security, deploy=True)
def check_security_contact(**_asked: Any) -> list[CheckMessage]:
    """Warns when nobody can be told of a weakness. Says nothing before the partnership is loaded."""
    try:
        with transaction.atomic():
            contact = security_contact()
            if contact is None and not Partnership.objects.exists():
                return []
    except (DatabaseError, InterfaceError):
        return []
    if contact is None:
        return [
            CheckWarning(
                "The partnership's file has no [security] section, so there is no /.well-known/security.txt.",
                hint="Write one with contact and expires, and load the file.",
                id="home.W001",
            )
        ]
    if has_run_out(contact, today()):
        return [
            CheckWarning(
                f"The security contact ran out on {contact.expires}.",
                hint="See that it still reaches somebody, write a new day in [security], and load the file.",
                id="home.W002",
            )
        ]
    return []
