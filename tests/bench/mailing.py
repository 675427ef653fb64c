"""Times the way of a reminder: into the outbox, out of it in batches and through Celery, and without it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from portal.core.launcher import process
from portal.core.launcher.environment import PROJECT
from portal.core.models import Heartbeat, OutboxMessage
from portal.core.models.outbox import OutboxState
from portal.core.tasks import note_heartbeat
from portal.core.workflows.outbox import hurry_along
from tests.bench.failure import BenchError
from tests.bench.findings import Mailing
from tests.bench.reminders import bare_loop, forget, queue, send, sent_mails
from tests.bench.serving import STOP
from tests.faults.reminders import plan_reminders

REMINDERS = 600
ROUNDS = 5
PATIENCE = 60.0  # seconds
LOOKS_EVERY = 0.01


def run(port: str) -> Mailing:
    """Send reminders to the mail server on `port` in each way, in turns; medians in mails a second."""
    count = plan_reminders(REMINDERS)
    rounds = []
    with worker():
        for _ in range(ROUNDS):
            forget()
            queueing, sending = seconds_of(queue), seconds_of(send)
            mails = sent_mails()
            bare = seconds_of(lambda mails=mails: bare_loop(int(port), mails))  # type: ignore[misc]
            forget()
            queue()
            rounds.append((queueing, sending, seconds_of(send_through_celery), bare))
    return Mailing(count, *(count / median(seconds) for seconds in zip(*rounds, strict=True)))


@contextmanager
def worker() -> Iterator[None]:
    """A Celery worker as an installation runs it, that has shown that it is awake."""
    command = [sys.executable, "-m", "celery", "--quiet", "--app", "portal.celery", "worker"]
    command += ["--concurrency", "2", "--loglevel", "ERROR"]
    with Path(os.devnull).open("wb") as nowhere:
        portals = os.environ | {"DATABASE_AS": ""}
        child = process.start(command, cwd=PROJECT, env=portals, output=nowhere)
        try:
            note_heartbeat.delay()
            wait_until(Heartbeat.objects.exists, "The Celery worker did not start")
            yield
        finally:
            process.stop(child, STOP)


def send_through_celery() -> None:
    """From the moment a worker is asked until the last mail is written down as sent."""
    hurry_along()
    unsent = OutboxMessage.objects.exclude(state=OutboxState.SENT)
    wait_until(lambda: not unsent.exists(), "Not all reminders were sent through Celery")


def wait_until(is_so: Callable[[], bool], problem: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > deadline:
            raise BenchError(f"{problem}, so its speed can't be measured.")
        time.sleep(LOOKS_EVERY)


def seconds_of(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began
