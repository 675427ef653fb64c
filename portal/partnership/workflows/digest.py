"""Gathers the mail of those who want it gathered: one mail in the morning, or on Monday morning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import pgettext

from portal.core.clock import OSLO
from portal.core.html_links import links_in
from portal.core.mail import absolute_url, render
from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxError, OutboxQuerySet, OutboxState
from portal.core.workflows.last_look import reasons_against
from portal.core.workflows.outbox import Message, enqueue
from portal.partnership.models import User
from portal.partnership.queries.partnership import the_partnership
from portal.partnership.rules.joined_calendar import join_calendars
from portal.partnership.rules.mail_kinds import is_mandatory
from portal.partnership.rules.rhythm import AT_ONCE, WEEKLY, digest_name, last_digest, may_wait
from portal.partnership.workflows.mail import one_click_headers, release_gathered, unsubscribe_url

DIGEST = "digest"
LIFETIME = timedelta(days=7)
"""A digest that could not leave within a week is of no use: the next one has come."""


@dataclass(frozen=True)
class Part:
    """One gathered mail, as a line of the digest."""

    subject: str
    url: str


def send_digests(now: datetime) -> int:
    """Put the digests that are due into the outbox, one for each person, and give their number.

    A digest takes what was gathered before its morning. What can't wait for the next one any more, since its
    date has come near or its reader wants mail at once again, leaves by itself. Safe to run twice, even
    at the same time.
    """
    # The accounts of these were erased: nobody is left to gather for.
    _gathered().filter(recipient=None).update(
        state=OutboxState.DROPPED, last_error=OutboxError.NO_LONGER_THEIRS
    )
    people = User.objects.filter(pk__in=_gathered().values("recipient"))
    sent = 0
    for person in people:
        with transaction.atomic():
            sent += _send_digest(person, now)
    return sent


def look_at_digests(rows: Sequence[OutboxMessage]) -> Mapping[int, str]:
    """The last look: a closed account gets no digest."""
    closed = User.objects.filter(pk__in=[row.recipient_id for row in rows], is_active=False)
    keys = set(closed.values_list("pk", flat=True))
    return {
        row.pk: OutboxError.NO_LONGER_THEIRS
        for row in rows
        if row.recipient_id is None or row.recipient_id in keys
    }


def _gathered() -> OutboxQuerySet:
    return OutboxMessage.objects.filter(state=OutboxState.GATHERED, digest=None)


def _send_digest(person: User, now: datetime) -> bool:
    rows = list(
        _gathered().filter(recipient=person).select_for_update(skip_locked=True).order_by("expires_at", "pk")
    )
    rhythm = person.mail_rhythm
    moment = last_digest(rhythm, now)
    ready = [row for row in rows if rhythm != AT_ONCE and row.created_at < moment]
    # What is not ready waits for the next digest, if it can.
    release_gathered([row.pk for row in rows if row not in ready and not _may_wait(row, rhythm, now)])
    ready = _without_dropped(ready)
    if not ready or not enqueue(_digest(person, ready, moment)):
        return False
    digest = OutboxMessage.objects.get(kind=DIGEST, recipient=person, occurrence=digest_name(rhythm, moment))
    OutboxMessage.objects.filter(pk__in=[row.pk for row in ready]).update(digest=digest)
    return True


def _without_dropped(rows: Sequence[OutboxMessage]) -> list[OutboxMessage]:
    """The rows that still hold good; the others are dropped, with the reason of the app they come from."""
    reasons = reasons_against(rows)
    for pk, reason in reasons.items():
        OutboxMessage.objects.filter(pk=pk).update(state=OutboxState.DROPPED, last_error=reason[:40])
    return [row for row in rows if row.pk not in reasons]


def _may_wait(row: OutboxMessage, rhythm: str, now: datetime) -> bool:
    """What is of use until midnight has its date on the day before."""
    last_moment = row.expires_at and row.expires_at - timedelta(seconds=1)
    return may_wait(rhythm, now, last_moment.astimezone(OSLO).date() if last_moment else None)


def _digest(person: User, rows: Sequence[OutboxMessage], moment: datetime) -> Message:
    optional = next((row.kind for row in rows if not is_mandatory(row.kind)), "")
    without_url = unsubscribe_url(person, optional) if optional else ""
    weekly = person.mail_rhythm == WEEKLY
    with translation.override(person.language):
        subject, text, html = render(DIGEST, _context(person, rows, moment, without_url), person.language)
    return Message(
        kind=DIGEST,
        object_key="mail.digest:weekly" if weekly else "mail.digest:daily",
        occurrence=digest_name(person.mail_rhythm, moment),
        recipient=person,
        address=person.email,
        language=person.language,
        subject=subject,
        text=text,
        html=html,
        calendar=join_calendars(row.calendar for row in rows),
        headers=one_click_headers(without_url),
        expires_at=moment + LIFETIME,
    )


def _context(
    person: User, rows: Sequence[OutboxMessage], moment: datetime, without_url: str
) -> dict[str, Any]:
    day_format = pgettext("long date, Django's date format", "l j F Y")
    return {
        "person": person,
        "parts": [Part(row.subject, _address_of(row)) for row in rows],
        "weekly": person.mail_rhythm == WEEKLY,
        "day": date_format(moment.astimezone(OSLO).date(), day_format),
        "wishes_url": absolute_url(reverse("mail_wishes")),
        "without_url": without_url,
        "partnership": the_partnership(),
    }


def _address_of(row: OutboxMessage) -> str:
    """Where a mail leads: its first link, which is its next step."""
    return next((link.url for link in links_in(row.html)), absolute_url(reverse("my_page")))
