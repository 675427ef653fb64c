"""Holds what the portal says of each mail against what the mail server knows of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxState
from tests.faults.journal import Journal

REFUSED_FOR_GOOD = ("550 5.1.1", "554 5.6.0")


@dataclass(frozen=True)
class Verdict:
    """In numbers of mails.

    lost: never queued, said to be sent and not taken, or neither sent nor accounted for. unexplained:
    uncertain ones that no fault explains. refusals: those for good that the mail server gave.
    """

    expected: int
    sent: int
    lost: int
    twice: int
    uncertain: int
    uncertain_taken: int
    unexplained: int
    failed: int
    refusals: int
    failed_wrongly: int
    seconds: float

    @property
    def is_good(self) -> bool:
        wrong = (self.lost, self.twice, self.unexplained, self.failed_wrongly)
        return not any(wrong) and self.failed + self.uncertain >= self.refusals

    def text(self) -> str:
        arrived = f"{self.uncertain_taken} had arrived; without a fault that explains it: {self.unexplained}"
        refused = f"the mail server refused {self.refusals} for good; without that: {self.failed_wrongly}"
        return f"""\
{self.expected} reminders, {self.seconds:.0f} s until the last one was accounted for.
sent       {self.sent}
lost       {self.lost}
twice      {self.twice}
uncertain  {self.uncertain} ({arrived})
failed     {self.failed} ({refused})"""


def judge(expected: int, journal: Journal, killed: set[int], seconds: float) -> Verdict:
    """`killed` are the process numbers of the workers' processes that were killed."""
    rows = list(OutboxMessage.objects.defer("text", "html", "calendar", "headers"))
    by_state = {state: [row for row in rows if row.state == state] for state in OutboxState}
    sent, failed = by_state[OutboxState.SENT], by_state[OutboxState.FAILED]
    uncertain = by_state[OutboxState.UNCERTAIN]
    refusals = sum(journal.refused[code] for code in REFUSED_FOR_GOOD)
    unqueued = expected - len(rows)
    never_taken = sum(row.message_id not in journal.taken for row in sent)
    unaccounted = len(rows) - len(sent) - len(failed) - len(uncertain)
    given = Counter(row.last_error for row in failed)
    return Verdict(
        expected=expected,
        sent=len(sent),
        lost=max(unqueued, 0) + never_taken + unaccounted,
        twice=sum(times > 1 for times in journal.taken.values()),
        uncertain=len(uncertain),
        uncertain_taken=sum(row.message_id in journal.taken for row in uncertain),
        unexplained=sum(not explained(row, journal, killed) for row in uncertain),
        failed=len(failed),
        refusals=refusals,
        failed_wrongly=sum(max(0, number - journal.refused[code]) for code, number in given.items())
        + sum(row.message_id in journal.taken for row in failed),
        seconds=seconds,
    )


def explained(row: OutboxMessage, journal: Journal, killed: set[int]) -> bool:
    """The server never gave its verdict, or the process that had the mail in its hands was killed."""
    pid = int(row.claimed_by.split(":")[-2])
    return row.message_id in journal.unheard or pid in killed
