"""Our worker and beat, killed and started again as a supervisor would."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from portal.core.launcher import process
from portal.core.launcher.environment import PROJECT

CELERY = [sys.executable, "-m", "celery", "--quiet", "--app", "tests.faults.app"]
QUIET_STOP = ((signal.SIGTERM, 10.0),)


class Program:
    """One program that is started again whenever it has ended. `killed` are the processes that were."""

    def __init__(self, words: list[str], environment: Mapping[str, str], log: Path) -> None:
        self.words = words
        self.environment = dict(environment)
        self.log = log
        self.killed: set[int] = set()
        self.process = self.start()

    def start(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as output:
            return process.start([*CELERY, *self.words], cwd=PROJECT, env=self.environment, output=output)

    def keep_alive(self) -> None:
        if self.process.poll() is not None:
            process.kill_group(self.process)
            self.process = self.start()

    def kill(self) -> None:
        """SIGKILL to all of it at once, as the kernel does when memory is short."""
        self.killed |= {self.process.pid, *self.children()}
        process.kill_group(self.process)
        self.process.wait()

    def kill_children(self) -> None:
        for pid in self.children():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                self.killed.add(pid)

    def children(self) -> list[int]:
        try:
            text = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        except OSError:
            return []
        return [int(pid) for pid in text.split()]

    def stop(self) -> None:
        process.stop(self.process, QUIET_STOP)
