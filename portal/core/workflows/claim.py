"""A worker's right to a batch of the outbox: taking it, using it, giving it back, outliving it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from portal.core.models.outbox import OutboxError, OutboxMessage, OutboxQuerySet, OutboxState

STALE_AFTER = timedelta(minutes=10)  # many times the mail server's time-out
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)


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


def hand_over(row: OutboxMessage, claim: Claim) -> bool:
    """Write down that the mail is about to leave; false when the claim no longer holds."""
    return bool(claim.holds(row).update(handed_over_at=timezone.now()))


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
        dropped=OutboxMessage.objects.pointless(moment).update(state=OutboxState.DROPPED),
        uncertain=OutboxMessage.objects.handed_over_before(moment - STALE_AFTER).update(
            state=OutboxState.UNCERTAIN, last_error=OutboxError.WORKER_ENDED
        ),
        given_back=OutboxMessage.objects.claimed_before(moment - STALE_AFTER).update(
            state=OutboxState.WAITING, claimed_at=None, claimed_by=""
        ),
    )
