"""Reads how much processor time a family of processes has used."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from tests.bench.failure import BenchError

PROC = Path("/proc")
USER_AND_SYSTEM = 2


def process_tree(root: int) -> list[int]:
    """The process and everything it started that is alive, from /proc."""
    children = defaultdict(list)
    for pid, parent in _parents():
        children[parent].append(pid)
    found = [root]
    for pid in found:
        found += children[pid]
    return found


def cpu_seconds(pids: Iterable[int]) -> float:
    """Processor time of these processes since they began, all threads, user and system.

    From each process' own clock, which counts in nanoseconds: /proc/<pid>/stat has the same figure in
    hundredths of a second, too coarse for a page that takes half a thousandth. Raises BenchError when one
    of the processes is gone.
    """
    try:
        return sum(time.clock_gettime(_clock_of(pid)) for pid in pids)
    except OSError:
        raise BenchError("A process ended while it was measured; run the bench again.") from None


def see_that_it_can_be_read() -> None:
    """Raises BenchError on a machine that has no /proc or no clock per process."""
    if not (PROC / "self" / "stat").is_file():
        raise BenchError("Processor time is read from /proc, which is not here; run the bench on Linux.")


def _clock_of(pid: int) -> int:
    """The number Linux gives to the processor clock of a process: what clock_getcpuclockid(3) computes."""
    return (~pid << 3) | USER_AND_SYSTEM


def _parents() -> Iterable[tuple[int, int]]:
    for entry in PROC.iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            stat = (entry / "stat").read_text(errors="replace")
        except OSError:
            # It ended between the listing and the reading.
            continue
        # The name in parentheses may itself hold spaces and parentheses; state and parent follow the last.
        yield int(entry.name), int(stat.rpartition(")")[2].split()[1])
