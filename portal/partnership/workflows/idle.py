"""Accounts nobody uses: their owners are warned after a year, and erased after three."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format

from portal.core.clock import OSLO
from portal.core.mail import absolute_url
from portal.core.retention import UnfinishedError
from portal.core.workflows.outbox import Message, enqueue
from portal.partnership.models import Tenure, User
from portal.partnership.queries.idle import ERASE_AFTER, NOTICE, people_to_erase, people_to_warn
from portal.partnership.workflows.erase import erase
from portal.partnership.workflows.letter import Reader, written

IDLE = "people.idle"
LIFETIME = timedelta(days=NOTICE)


def warn_idle_people(now: datetime) -> int:
    """Write to those who have not signed in for a year; gives their number. Once for each time away."""
    people = list(people_to_warn(now).select_for_update(of=["self"]))
    seated = set(Tenure.objects.on(now.astimezone(OSLO).date()).values_list("user_id", flat=True))
    for person in people:
        enqueue(_warning(person, now, holds_seat=person.pk in seated))
    User.objects.filter(pk__in=[person.pk for person in people]).update(idle_warned_at=now)
    return len(people)


def erase_idle_people(now: datetime) -> int:
    """Erase those who have not signed in for three years and were warned; gives their number.

    One who can't be erased keeps none of the others: raises `UnfinishedError` after them.
    """
    erased, failure = 0, None
    for person in people_to_erase(now):
        try:
            with transaction.atomic():
                erase(person, by=None)
            erased += 1
        except Exception as error:  # noqa: BLE001  (whatever it is, the others are erased)
            failure = failure or error
    if failure:
        raise UnfinishedError(erased, failure)
    return erased


def _warning(person: User, now: datetime, *, holds_seat: bool) -> Message:
    last_seen: datetime = person.last_login or person.created_at
    return written(
        "idle",
        Reader.of(person),
        lambda: _context(person, last_seen, holds_seat),
        kind=IDLE,
        object_key=f"person:{person.pk}",
        occurrence=f"idle:{last_seen.date()}",
        expires_at=now + LIFETIME,
    )


def _context(person: User, last_seen: datetime, holds_seat: bool) -> dict[str, Any]:
    seen = last_seen.astimezone(OSLO).date()
    return {
        "person": person,
        "never_in": person.last_login is None,
        "seen": date_format(seen, "DATE_FORMAT"),
        "years": ERASE_AFTER,
        "holds_seat": holds_seat,
        "url": absolute_url(reverse("my_page")),
        "privacy_url": absolute_url(reverse("privacy")),
    }
