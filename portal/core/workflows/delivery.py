"""Takes mail out of the outbox and hands it to the mail server: nothing lost, nothing twice.

A worker claims a batch, then says of each mail that it hands it over *before* it does. Whoever dies
before that leaves a claim that is given back; whoever dies after it leaves an uncertain mail, which is
shown to the team and never sent again by itself.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import InterfaceError, OperationalError, connection

from portal.core.mail import Delivery, Outcome, deliver
from portal.core.models.outbox import OutboxError, OutboxMessage, OutboxState
from portal.core.workflows.claim import Claim, claim_due, give_back, postpone, settle_stale_claims, step
from portal.core.workflows.last_look import take_last_look

T = TypeVar("T")

logger = logging.getLogger(__name__)

BATCH = 100
GIVE_UP_AFTER = 60  # attempts: more than two days of pauses
DATABASE_TRIES = 15  # a second apart: a database that restarts is back by then


@dataclass
class SendReport:
    """What came of it, in numbers of mails. `connected` is false when no mail server answered; `unfinished`
    is true when time was up and more may be due."""

    claimed: int = 0
    sent: int = 0
    postponed: int = 0
    failed: int = 0
    uncertain: int = 0
    connected: bool = True
    unfinished: bool = False

    def add(self, other: SendReport) -> None:
        for name in ("claimed", "sent", "postponed", "failed", "uncertain"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.connected = other.connected


def drain(*, worker: str, seconds: float = math.inf) -> SendReport:
    """Settle what dead workers left, then send until nothing is due, the mail server doesn't answer, or
    the time is up: a worker that has other things to do must not be at the outbox for an hour."""
    until = time.monotonic() + seconds
    settled = settle_stale_claims()
    if settled.uncertain:
        logger.warning("%s mails are uncertain: a worker ended while handing them over.", settled.uncertain)
    total = SendReport()
    server = mail.get_connection()
    try:
        while True:
            report = _send_batch(BATCH, worker, server)
            total.add(report)
            if not report.claimed or not report.connected:
                break
            if time.monotonic() > until:
                total.unfinished = True
                break
    finally:
        _quietly(server.close)
    if total.claimed:
        logger.info("Outbox: %s", total)
    return total


def send_waiting(limit: int = BATCH, *, worker: str) -> SendReport:
    """Claim up to `limit` mails that are due and send them over one connection.

    Commits as it goes, so it must not run inside a transaction. What the mail server does wrong ends up
    in the rows and in the report, never as an exception.
    """
    server = mail.get_connection()
    try:
        return _send_batch(limit, worker, server)
    finally:
        _quietly(server.close)


def _send_batch(limit: int, worker: str, server: BaseEmailBackend) -> SendReport:
    claim = claim_due(limit, worker=worker)
    batch = _Batch(claim, server, SendReport(claimed=len(claim.rows)))
    try:
        batch.send(take_last_look(claim))
    except BaseException:
        _quietly(lambda: batch.step_to(None))
        _quietly(lambda: give_back(claim))
        raise
    return batch.report


class _Batch:
    """Sends the rows of one claim. What was sent is written down together with what leaves next."""

    def __init__(self, claim: Claim, server: BaseEmailBackend, report: SendReport) -> None:
        self.claim = claim
        self.server = server
        self.report = report
        self.sent: OutboxMessage | None = None

    def send(self, rows: Sequence[OutboxMessage]) -> None:
        for position, row in enumerate(rows):
            if not _open(self.server):
                self.report.connected = False
                self.report.postponed += postpone(rows[position:], self.claim, OutboxError.NO_ANSWER)
                break
            if self.step_to(row):
                self.hand_over(row)
        self.step_to(None)

    def step_to(self, row: OutboxMessage | None) -> bool:
        """Record what was sent, and whether the claim still holds the row that is to leave."""
        if self.sent is None and row is None:
            return False
        recorded, may_leave = _through_restart(lambda: step(self.claim, self.sent, row))
        self.report.sent += recorded
        self.sent = None
        return may_leave

    def hand_over(self, row: OutboxMessage) -> None:
        delivery = deliver(row, self.server)
        if delivery.outcome == Outcome.SENT:
            self.sent = row
        else:
            _through_restart(lambda: self.record_failure(row, delivery))
        if delivery.connection_lost:
            _quietly(self.server.close)

    def record_failure(self, row: OutboxMessage, delivery: Delivery) -> None:
        # Uncertain too: a worker slower than the sweep still knows better how it went.
        mine = self.claim.holds(row, OutboxState.SENDING, OutboxState.UNCERTAIN)
        attempts = row.attempts + 1
        if delivery.outcome == Outcome.UNCERTAIN:
            self.report.uncertain += mine.update(
                state=OutboxState.UNCERTAIN, attempts=attempts, last_error=delivery.error
            )
        elif delivery.outcome == Outcome.TEMPORARY and attempts < GIVE_UP_AFTER:
            self.report.postponed += postpone([row], self.claim, delivery.error)
        else:
            self.report.failed += mine.update(
                state=OutboxState.FAILED, attempts=attempts, last_error=delivery.error
            )


def _through_restart(record: Callable[[], T]) -> T:
    """Write down how it went even if the database is restarting: only this worker knows it."""
    for _ in range(1, DATABASE_TRIES):
        try:
            return record()
        except (OperationalError, InterfaceError):
            connection.close()
            time.sleep(1)
    return record()


def _open(server: BaseEmailBackend) -> bool:
    try:
        server.open()
    except OSError as error:
        logger.warning("The mail server doesn't answer (%s).", type(error).__name__)
        return False
    return True


def _quietly(action: Callable[[], object]) -> None:
    """Do what is only tidying up; if it fails, the sweep or the server does it later."""
    try:
        action()
    except Exception as error:  # noqa: BLE001  (whatever it raises, the mails are accounted for)
        logger.info("Could not tidy up after sending (%s).", type(error).__name__)
