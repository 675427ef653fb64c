"""Takes mail out of the outbox and hands it to the mail server: nothing lost, nothing twice.

A worker claims a batch, then says of each mail that it hands it over *before* it does. Whoever dies
before that leaves a claim that is given back; whoever dies after it leaves an uncertain mail, which is
shown to the team and never sent again by itself.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from portal.core.mail import Delivery, Outcome, deliver
from portal.core.models.outbox import OutboxError, OutboxMessage, OutboxState
from portal.core.workflows.claim import Claim, claim_due, give_back, hand_over, postpone, settle_stale_claims

logger = logging.getLogger(__name__)

BATCH = 50
GIVE_UP_AFTER = 60  # attempts: more than two days of pauses
DATABASE_TRIES = 15  # a second apart: a database that restarts is back by then


@dataclass
class SendReport:
    """What came of it, in numbers of mails. `connected` is false when no mail server answered."""

    claimed: int = 0
    sent: int = 0
    postponed: int = 0
    failed: int = 0
    uncertain: int = 0
    connected: bool = True

    def add(self, other: SendReport) -> None:
        for name in ("claimed", "sent", "postponed", "failed", "uncertain"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.connected = other.connected


def drain(*, worker: str) -> SendReport:
    """Settle what dead workers left, then send until nothing is due or the mail server doesn't answer."""
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
    report = SendReport(claimed=len(claim.rows))
    try:
        for position, row in enumerate(claim.rows):
            if not _open(server):
                report.connected = False
                report.postponed += postpone(claim.rows[position:], claim, OutboxError.NO_ANSWER)
                break
            if hand_over(row, claim):
                _send(row, claim, server, report)
    except BaseException:
        _quietly(lambda: give_back(claim))
        raise
    return report


def _send(row: OutboxMessage, claim: Claim, server: BaseEmailBackend, report: SendReport) -> None:
    delivery = deliver(row, server)
    _through_restart(lambda: _record(row, claim, delivery, report))
    if delivery.connection_lost:
        _quietly(server.close)


def _record(row: OutboxMessage, claim: Claim, delivery: Delivery, report: SendReport) -> None:
    # Uncertain too: a worker slower than the sweep still knows better how it went.
    mine = claim.holds(row, OutboxState.SENDING, OutboxState.UNCERTAIN)
    attempts = row.attempts + 1
    match delivery.outcome:
        case Outcome.SENT:
            report.sent += mine.update(
                state=OutboxState.SENT, sent_at=timezone.now(), attempts=attempts, last_error=""
            )
        case Outcome.UNCERTAIN:
            report.uncertain += mine.update(
                state=OutboxState.UNCERTAIN, attempts=attempts, last_error=delivery.error
            )
        case Outcome.TEMPORARY if attempts < GIVE_UP_AFTER:
            report.postponed += postpone([row], claim, delivery.error)
        case _:
            report.failed += mine.update(
                state=OutboxState.FAILED, attempts=attempts, last_error=delivery.error
            )


def _through_restart(record: Callable[[], None]) -> None:
    """Write down how it went even if the database is restarting: only this worker knows it."""
    for attempt in range(1, DATABASE_TRIES + 1):
        try:
            return record()
        except (OperationalError, InterfaceError):
            if attempt == DATABASE_TRIES:
                raise
            connection.close()
            time.sleep(1)
    return None


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
