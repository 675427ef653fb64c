"""The storm itself: the portal's processes at work, and the faults of the script befalling them."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from django.db import InterfaceError, OperationalError, connection

from portal.core.launcher.embedded import Embedded
from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxState
from tests.faults.journal import Journal
from tests.faults.processes import Program
from tests.faults.script import OURS, Fault, Planned
from tests.faults.servers import kill_server

TICK = 0.02
LOOKS_EVERY = 0.5


class StormError(Exception):
    """The mails were not all accounted for in time; the text says how far it came."""


class Storm:
    def __init__(
        self, embedded: Embedded, sink: subprocess.Popen[str], journal: Path, worker: Program, beat: Program
    ) -> None:
        self.embedded = embedded
        self.sink = sink
        self.journal = Journal(journal)
        self.worker = worker
        self.beat = beat

    def rage(self, script: Sequence[Planned], expected: int, within: float) -> float:
        """Let the faults of the script come, and wait until no mail waits any more.

        Gives the seconds from the first look of beat to the last mail. Raises StormError.
        """
        began = time.monotonic()
        to_come = list(script)
        next_look = 0.0
        killed_after_data = 0
        while True:
            self.worker.keep_alive()
            self.beat.keep_alive()
            self.journal.read()
            if self.journal.kills > killed_after_data:
                killed_after_data = self.journal.kills
                self.worker.kill()
            while to_come and to_come[0].after <= self.journal.taken.total():
                self.strike(to_come.pop(0).fault)
            if not to_come and time.monotonic() > next_look:
                if self.is_over(expected):
                    return time.monotonic() - began
                next_look = time.monotonic() + LOOKS_EVERY
            if time.monotonic() - began > within:
                raise StormError(self.how_far(expected, to_come))
            time.sleep(TICK)

    def strike(self, fault: Fault) -> None:
        if fault not in OURS:
            assert self.sink.stdin is not None
            self.sink.stdin.write(f"{fault}\n")
            self.sink.stdin.flush()
            return
        strikes: dict[Fault, Callable[[], None]] = {
            Fault.WORKER_KILLED: self.worker.kill,
            Fault.CHILD_KILLED: self.worker.kill_children,
            Fault.BROKER_KILLED: lambda: kill_server(self.embedded, "Redis", signal.SIGKILL),
            Fault.DATABASE_RESTARTED: lambda: kill_server(self.embedded, "PostgreSQL", signal.SIGINT),
            Fault.DATABASE_KILLED: lambda: kill_server(self.embedded, "PostgreSQL", signal.SIGKILL),
        }
        strikes[fault]()

    def is_over(self, expected: int) -> bool:
        """All have been queued, and none is waiting or on its way."""
        try:
            under_way = OutboxMessage.objects.filter(state__in=[OutboxState.WAITING, OutboxState.SENDING])
            return OutboxMessage.objects.count() >= expected and not under_way.exists()
        except (OperationalError, InterfaceError):
            connection.close()
            return False

    def how_far(self, expected: int, to_come: Sequence[Planned]) -> str:
        return (
            f"After all that time {self.journal.taken.total()} of {expected} mails have been taken and "
            f"{len(to_come)} faults are still to come. The worker's log ends with:\n"
            + self.worker.log.read_text(errors="replace")[-3000:]
        )
