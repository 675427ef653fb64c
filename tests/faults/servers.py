"""PostgreSQL and Redis of the storm's own, as durable as an installation's, and how they are killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from portal.core.launcher.embedded import Embedded, join
from portal.core.launcher.environment import PROJECT
from portal.core.launcher.place import throwaway_place
from portal.core.launcher.status import read_status


@contextmanager
def own_servers() -> Iterator[Embedded]:
    """Started for us alone: the suite's would take other tests down with them. Their keeper revives them."""
    # Not a throwaway pair, which forgets its last commits when it is killed.
    place = replace(throwaway_place(), throwaway=False)
    try:
        with join(place) as embedded:
            yield embedded
    finally:
        shutil.rmtree(place.state, ignore_errors=True)


def kill_server(embedded: Embedded, name: str, number: signal.Signals) -> None:
    """Send the signal to the server of that name; one that is just being revived is left in peace."""
    status = read_status(embedded.place)
    if status and name in status.pids:
        with suppress(ProcessLookupError):
            os.kill(status.pids[name], number)


@contextmanager
def faulty_sink(journal: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The mail server: its port, and the process that takes orders."""
    command = [sys.executable, "-m", "tests.faults.sink", str(journal)]
    with subprocess.Popen(
        command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as sink:
        assert sink.stdout is not None
        try:
            yield sink.stdout.readline().strip(), sink
        finally:
            sink.kill()
