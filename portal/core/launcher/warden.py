"""Ends what a supervisor leaves behind when it is killed and can't do so itself.

The supervisor holds the other end of the warden's standard input. When that closes, the supervisor is gone,
however it went: its children have their own signal by then, and what still runs after a while is killed.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator

from portal.core.launcher import process
from portal.core.launcher.environment import PROJECT

PATIENCE_SECONDS = 5.0


@contextlib.contextmanager
def watched_over(mark: str) -> Iterator[None]:
    """While this holds, a warden sees to it that no process with `mark` (NAME=value) outlives this one."""
    command = [sys.executable, "-m", "portal.core.launcher.warden", mark]
    with subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, start_new_session=True):
        yield


def main() -> None:
    sys.stdin.buffer.read()
    mark = sys.argv[1]
    deadline = time.monotonic() + PATIENCE_SECONDS
    while process.marked(mark) and time.monotonic() < deadline:
        time.sleep(0.1)
    process.end_marked(mark)


if __name__ == "__main__":
    main()
