"""Mail about coming in: the code, and word of a change to one's ways in."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.core.mail import absolute_url, render
from portal.core.workflows.outbox import Message, enqueue
from portal.partnership.models import User
from portal.partnership.queries.partnership import the_partnership

CODE, CHANGED = "sign_in.code", "sign_in.changed"
CHANGES: dict[str, str | Promise] = {
    "account_connected": _("Another way in was connected to your account."),
    "account_disconnected": _("A way in was taken off your account."),
    "totp_activated": _("An authenticator app was added to your account."),
    "totp_deactivated": _("The authenticator app was removed from your account."),
    "webauthn_added": _("A passkey was added to your account."),
    "webauthn_removed": _("A passkey was removed from your account."),
    "second_factor_forgotten": _("Your second factor was taken away, so that you can set up a new one."),
    "recovery_codes_generated": _("Your account has new recovery codes. The old ones no longer work."),
}


def write_code(person: User, *, code: str) -> None:
    """Queue the mail with the code. It is of no use after the code's time, and emptied when it has left."""
    subject, text, html = code_mail(person, code)
    enqueue(
        Message(
            kind=CODE,
            object_key=f"person:{person.pk}",
            occurrence=uuid.uuid4().hex,
            recipient=person,
            address=person.email,
            language=person.language,
            subject=subject,
            text=text,
            html=html,
            expires_at=timezone.now() + timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT),
            secret=True,
        )
    )


def code_mail(person: User, code: str) -> tuple[str, str, str]:
    """Subject, text and HTML. The subject never has the code: it shows on locked screens and in lists."""
    minutes = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60
    return render("sign_in_code", _about(person) | {"code": code, "minutes": minutes}, person.language)


def tell_of_change(person: User, *, what: str) -> None:
    """Tell the person of a change of their ways in, so that they notice one they did not make."""
    with translation.override(person.language):
        url = absolute_url(reverse("ways_in"))
    context = _about(person) | {"change": CHANGES[what], "url": url, "at": timezone.now()}
    subject, text, html = render("sign_in_changed", context, person.language)
    enqueue(
        Message(
            kind=CHANGED,
            object_key=f"person:{person.pk}",
            occurrence=uuid.uuid4().hex,
            recipient=person,
            address=person.email,
            language=person.language,
            subject=subject,
            text=text,
            html=html,
        )
    )


def _about(person: User) -> dict[str, Any]:
    return {"person": person, "partnership": the_partnership(), "is_example": person.is_example}
