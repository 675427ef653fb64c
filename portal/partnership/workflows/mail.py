"""What people say about their mail: what they want, when, in which language, and when they are away."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from portal.core.mail import absolute_url
from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxState
from portal.partnership.models import Absence, MailOptOut, User
from portal.partnership.rules.mail_kinds import is_mandatory, mail_kinds
from portal.partnership.rules.rhythm import AT_ONCE
from portal.partnership.rules.unsubscribe import LinkBrokenError, read_token, unsubscribe_token


def unsubscribe_url(person: User, kind: str) -> str:
    """Where `person` turns off a kind of mail, in their language; empty where it can't be turned off."""
    if is_mandatory(kind):
        return ""
    with translation.override(person.language):
        return absolute_url(reverse("unsubscribe", args=[unsubscribe_token(person.pk, kind)]))


def one_click_headers(url: str) -> Mapping[str, str]:
    """What lets a mail program unsubscribe by itself (RFC 8058); nothing without an address."""
    if not url:
        return {}
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


@transaction.atomic
def set_wishes(*, by: User, rhythm: str, language: str, unwanted: Collection[str]) -> None:
    """Keep what `by` wants; mandatory kinds among the `unwanted` are passed over.

    Who wants their mail at once gets at once what has been gathered.
    """
    by.mail_rhythm, by.language = rhythm, language
    by.save(update_fields=["mail_rhythm", "language"])
    unwanted = [kind for kind in unwanted if not is_mandatory(kind)]
    by.opt_outs.exclude(kind__in=unwanted).delete()
    for kind in unwanted:
        MailOptOut.objects.get_or_create(user=by, kind=kind)
    if rhythm == AT_ONCE:
        release_gathered(OutboxMessage.objects.filter(recipient=by).values_list("pk", flat=True))


def release_gathered(keys: Iterable[int]) -> int:
    """Let gathered mails leave one by one, now; gives their number."""
    now = timezone.now()
    waiting = OutboxMessage.objects.filter(pk__in=keys, state=OutboxState.GATHERED, digest=None)
    return waiting.update(state=OutboxState.WAITING, send_after=now, due_at=now)


def read_link(token: str) -> tuple[User, str]:
    """Whose mail a link turns off, and which kind. Raises LinkBrokenError or LinkExpiredError."""
    user_pk, kind = read_token(token)
    person = User.objects.filter(pk=user_pk).first()
    if person is None or kind not in mail_kinds or is_mandatory(kind):
        raise LinkBrokenError
    return person, kind


def unsubscribe(token: str) -> tuple[User, str]:
    """Turn off the kind of mail of a link, for whoever it was sent to. Doing it again changes nothing."""
    person, kind = read_link(token)
    MailOptOut.objects.get_or_create(user=person, kind=kind)
    return person, kind


def add_absence(*, by: User, first_day: date, last_day: date) -> Absence:
    """Write down that `by` is away on these days, both included: their substitutes step in meanwhile."""
    return Absence.objects.create(user=by, first_day=first_day, last_day=last_day)


def remove_absence(absence: Absence, *, by: User) -> None:
    """Take back one's own absence. Raises Absence.DoesNotExist for somebody else's."""
    removed, _models = Absence.objects.filter(pk=absence.pk, user=by).delete()
    if not removed:
        raise Absence.DoesNotExist
