"""What the keeper asks of a server, and the parts PostgreSQL and Redis share."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path

from portal.core.launcher import process
from portal.core.launcher.account import Account
from portal.core.launcher.binaries import Binaries
from portal.core.launcher.failure import LauncherError
from portal.core.launcher.place import Place, make_private_folder

START_SECONDS = 30.0
LEFTOVER_SECONDS = 12.0
LARGEST_LOG = 1_000_000
TICK = 0.02


class Server(ABC):
    """One server of ours: its folder, its log and its process."""

    name: str
    parents_death: signal.Signals
    stop_steps: Sequence[tuple[signal.Signals, float]]

    def __init__(self, place: Place, account: Account, binaries: Binaries) -> None:
        self.place = place
        self.account = account
        self.binaries = binaries
        self.folder = place.state / self.name.lower()
        self.log = place.state / f"{self.name.lower()}.log"
        self.process: subprocess.Popen[bytes] | None = None

    @abstractmethod
    def prepare(self) -> None:
        """Make the data folder ready, also after a run that ended badly. Raises LauncherError."""

    @property
    @abstractmethod
    def pid_file(self) -> Path:
        """Where the server itself writes its process number."""

    @property
    @abstractmethod
    def mark(self) -> str:
        """What only this server's command line holds: numbers are used again, paths of ours are not."""

    @abstractmethod
    def command(self) -> list[str | Path]: ...

    @abstractmethod
    def is_ready(self) -> bool:
        """Whether the server takes connections."""

    def make_folder(self) -> None:
        make_private_folder(self.folder, owner=self.account)
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.unlink()

    def clear_leftovers(self) -> None:
        """End a server that an earlier keeper left behind, and remove a pid file whose process is gone.

        PostgreSQL takes any process with the old number for a server of its own and refuses to start.
        """
        started = time.monotonic()
        while (pid := read_pid(self.pid_file)) and self.mark in process.command_line(pid):
            waited = time.monotonic() - started
            if waited > LEFTOVER_SECONDS:
                raise LauncherError(
                    f"{self.name}, process {pid}, is left from an earlier run and does not end; end it."
                )
            # It was told to end when its keeper died; it gets a moment for that.
            if waited > LEFTOVER_SECONDS / 3:
                os.kill(pid, signal.SIGKILL if waited > LEFTOVER_SECONDS / 1.5 else signal.SIGTERM)
            time.sleep(0.1)
        self.pid_file.unlink(missing_ok=True)

    def start(self) -> None:
        with self.log.open("ab") as output:
            self.process = process.start(
                self.command(),
                cwd=self.folder,
                env=plain_environment(),
                account=self.account,
                output=output,
                parents_death=self.parents_death,
            )

    def has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def wait_until_ready(self) -> None:
        """Raises LauncherError with the log's last line when it ends, or isn't ready in time."""
        deadline = time.monotonic() + START_SECONDS
        while not self.is_ready():
            if self.has_ended():
                raise LauncherError(f"{self.name} ended while it was starting. {self.last_words()}")
            if time.monotonic() > deadline:
                raise LauncherError(
                    f"{self.name} did not start within {START_SECONDS:.0f} seconds. {self.last_words()}"
                )
            time.sleep(TICK)

    def last_words(self) -> str:
        """Where the log is and how it ends."""
        lines = (
            self.log.read_text(encoding="utf-8", errors="replace").split("\n") if self.log.exists() else []
        )
        last = next((line.strip() for line in reversed(lines) if line.strip()), "nothing")
        return f"Its log {self.log} ends with: {last}"

    def stop(self) -> None:
        if self.process is not None:
            process.stop(self.process, self.stop_steps)
            self.process = None


def plain_environment() -> dict[str, str]:
    """What a server needs of the environment: no PG* or locale settings of whoever started it."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def read_pid(path: Path) -> int:
    """The process number a pid file names; 0 when there is none or it can't be read."""
    try:
        return int(path.read_text(encoding="utf-8").split("\n")[0])
    except (OSError, ValueError):
        return 0
