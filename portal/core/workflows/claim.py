"""A worker's right to a batch of the outbox: taking it, using it, giving it back, outliving it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Case, F, TextField, Value, When
from django.utils import timezone

from portal.core.models.outbox import OutboxError, OutboxMessage, OutboxQuerySet, OutboxState

#: Many times the mail server's time-out.
STALE_AFTER: timedelta = getattr(settings, "OUTBOX_STALE_AFTER", timedelta(minutes=10))
FIRST_PAUSE: timedelta = getattr(settings, "OUTBOX_FIRST_PAUSE", timedelta(minutes=1))
LONGEST_PAUSE: timedelta = getattr(settings, "OUTBOX_LONGEST_PAUSE", timedelta(hours=1))

TABLE = OutboxMessage._meta.db_table
# One statement is one commit. The claim is asked for in both halves: whoever lost it changes nothing.
# A secret mail is emptied in the commit that says it has left.
STEP = f"""
WITH done AS (
    UPDATE {TABLE} SET state = 'sent', sent_at = %(now)s, attempts = attempts + 1, last_error = '',
        text = CASE WHEN secret THEN '' ELSE text END, html = CASE WHEN secret THEN '' ELSE html END
    WHERE id = %(done)s AND claimed_by = %(by)s AND claimed_at = %(at)s AND state IN ('sending', 'uncertain')
    RETURNING id
), next AS (
    UPDATE {TABLE} SET handed_over_at = %(now)s
    WHERE id = %(next)s AND claimed_by = %(by)s AND claimed_at = %(at)s AND state = 'sending'
    RETURNING id
)
SELECT (SELECT count(*) FROM done), (SELECT count(*) FROM next)
"""  # noqa: S608  (the name of the table)


@dataclass(frozen=True)
class Claim:
    """The mails one worker alone may send, until the claim is stale."""

    by: str
    at: datetime
    rows: Sequence[OutboxMessage]

    def holds(self, row: OutboxMessage, *states: OutboxState) -> OutboxQuerySet:
        """The row, if it is still this claim's and in one of the states: what an update goes through."""
        return OutboxMessage.objects.filter(
            pk=row.pk, claimed_by=self.by, claimed_at=self.at, state__in=states or [OutboxState.SENDING]
        )


@dataclass(frozen=True)
class Settled:
    """What the sweep found, in numbers of mails."""

    dropped: int
    uncertain: int
    given_back: int


def claim_due(limit: int, *, worker: str) -> Claim:
    """Take mails for this worker alone; rows another worker is taking right now are passed over."""
    now = timezone.now()
    by = f"{worker[:100]}:{uuid.uuid4().hex[:8]}"
    with transaction.atomic():
        rows = list(OutboxMessage.objects.due(now).select_for_update(skip_locked=True)[:limit])
        OutboxMessage.objects.filter(pk__in=[row.pk for row in rows]).update(
            state=OutboxState.SENDING, claimed_at=now, claimed_by=by, handed_over_at=None
        )
    return Claim(by=by, at=now, rows=rows)


def step(claim: Claim, done: OutboxMessage | None, following: OutboxMessage | None) -> tuple[bool, bool]:
    """Write down, in one commit, that one mail was sent and that the following one is about to leave.

    Gives for each whether the claim still held it. Safe to run again when its answer was lost.
    """
    values: dict[str, datetime | str | int | None] = {
        "now": timezone.now(),
        "by": claim.by,
        "at": claim.at,
        "done": done.pk if done else None,
        "next": following.pk if following else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(STEP, values)
        recorded, may_leave = cursor.fetchone()
    return bool(recorded), bool(may_leave)


def give_back(claim: Claim) -> int:
    """Let others have what was claimed and not handed over."""
    pending = OutboxMessage.objects.filter(
        state=OutboxState.SENDING, claimed_by=claim.by, claimed_at=claim.at, handed_over_at=None
    )
    return pending.update(state=OutboxState.WAITING, claimed_at=None, claimed_by="")


def postpone(rows: Sequence[OutboxMessage], claim: Claim, error: str) -> int:
    """Put mails back, each with its own growing pause."""
    now = timezone.now()
    return sum(
        claim.holds(row).update(
            state=OutboxState.WAITING,
            attempts=row.attempts + 1,
            send_after=now + pause_after(row.attempts + 1),
            last_error=error,
            claimed_at=None,
            claimed_by="",
            handed_over_at=None,
        )
        for row in rows
    )


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts: twice as long each time, up to an hour."""
    return min(FIRST_PAUSE * (1 << min(attempts - 1, 10)), LONGEST_PAUSE)


def settle_stale_claims(*, now: datetime | None = None) -> Settled:
    """Give back what a dead worker had claimed, mark uncertain what it was handing over, and drop
    what is of no use to anyone any more."""
    moment = now or timezone.now()
    return Settled(
        dropped=_drop(OutboxMessage.objects.pointless(moment)),
        uncertain=OutboxMessage.objects.handed_over_before(moment - STALE_AFTER).update(
            state=OutboxState.UNCERTAIN, last_error=OutboxError.WORKER_ENDED
        ),
        given_back=OutboxMessage.objects.claimed_before(moment - STALE_AFTER).update(
            state=OutboxState.WAITING, claimed_at=None, claimed_by=""
        ),
    )


def _drop(rows: OutboxQuerySet) -> int:
    """Drop mails, and empty the secret ones: nobody is to read a code that was never sent."""
    words = {
        name: Case(When(secret=True, then=Value("")), default=F(name), output_field=TextField())
        for name in ("text", "html")
    }
    return rows.update(state=OutboxState.DROPPED, **words)
