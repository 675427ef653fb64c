"""What core erases of a person: mail to them, the demo's copies of it, and sessions that know them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Concat

from portal.core.erasing import Leaver
from portal.core.models import DemoMail, OutboxMessage
from portal.core.models.outbox import OutboxError, OutboxState
from portal.core.workflows.cleaning import EMPTY, GONE

UNSENT = Q(state__in=[OutboxState.WAITING, OutboxState.HELD, OutboxState.SENDING]) | Q(
    state=OutboxState.GATHERED, digest=None
)
WORDS = ("subject", "text", "html")


def erase_mail(leaver: Leaver) -> None:
    """Drop mail to them that has not left, and empty all of it; empty what has left to others and names them.

    The key stays, so that nothing is sent twice; where it was made from their address, it is made anew.
    """
    theirs = OutboxMessage.objects.filter(Q(recipient=leaver.key) | _any_of(["address"], leaver.addresses))
    theirs.filter(UNSENT).update(state=OutboxState.DROPPED, last_error=OutboxError.NO_LONGER_THEIRS)
    keys = list(theirs.values_list("pk", flat=True))
    mails = OutboxMessage.objects.filter(pk__in=keys)
    mails.filter(recipient_key__startswith="mail:").update(
        recipient_key=Concat(Value("erased:"), Cast(F("pk"), CharField()))
    )
    mails.update(**EMPTY)
    OutboxMessage.objects.filter(GONE).filter(_naming(leaver, *WORDS, "calendar")).update(**EMPTY)


def erase_demo_mail(leaver: Leaver) -> None:
    """Delete what the demo kept of mail to them or naming them."""
    DemoMail.objects.filter(_naming(leaver, *WORDS, "recipients")).delete()


def end_sessions(leaver: Leaver) -> None:
    """End every session in which they are signed in, or were about to be: each browser is signed out."""
    known = UserSession.objects.filter(user=leaver.key)
    keys = set(known.values_list("session_key", flat=True))
    for session in Session.objects.exclude(session_key__in=keys).iterator():
        if _knows(session.get_decoded(), leaver):
            keys.add(session.session_key)
    Session.objects.filter(session_key__in=keys).delete()
    known.delete()


def _knows(content: dict[str, Any], leaver: Leaver) -> bool:
    if content.get(SESSION_KEY) == str(leaver.key):
        return True
    told = str(content).lower()
    return any(address.lower() in told for address in leaver.addresses)


def _naming(leaver: Leaver, *fields: str) -> Q:
    """Has their name or an address in one of the fields. A name too short to be told from a word is passed
    over.
    """
    names = [leaver.name] if len(leaver.name) > 3 else []
    return _any_of(fields, [*names, *leaver.addresses], "icontains")


def _any_of(fields: Iterable[str], words: Iterable[str], lookup: str = "iexact") -> Q:
    """Any of the fields has any of the words; nothing where there are no words."""
    found = Q(pk__in=[])
    for field in fields:
        for word in words:
            found |= Q(**{f"{field}__{lookup}": word})
    return found
