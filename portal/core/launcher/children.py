"""The portal's own processes: web, worker and beat, started again when they end."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from portal.core.launcher import process
from portal.core.launcher.environment import PROJECT

LONGEST_PAUSE = 60.0
# A child that has lived this long is taken for well, and its next end for a first one.
WELL_SECONDS = 60.0
STOP_SECONDS = 6.0


@dataclass
class Child:
    """One program under supervision; its session is its own, so Ctrl-C reaches the supervisor alone."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    parents_death: signal.Signals = signal.SIGTERM
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = field(default=0.0)
    due: float = 0.0

    def start(self) -> None:
        self.process = process.start(
            self.command, cwd=PROJECT, env=self.environment, parents_death=self.parents_death
        )
        self.started = time.monotonic()

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def look_after(self) -> None:
        """Say that the child ended, and start it again after a pause that doubles each time."""
        now = time.monotonic()
        if self.process is None and self.due and now >= self.due:
            self.due = 0.0
            self.start()
        elif self.process is not None and self.process.poll() is not None:
            # What it started itself must not stay behind and hold the port.
            process.kill_group(self.process)
            lived = now - self.started
            self.pause = 1.0 if lived > WELL_SECONDS or not self.pause else min(self.pause * 2, LONGEST_PAUSE)
            self.due = now + self.pause
            ending = how_it_ended(self.process.returncode)
            print(f"The {self.name} ended ({ending}); it starts again in {self.pause:.0f} s.", flush=True)
            self.process = None


def how_it_ended(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def stop_all(children: Sequence[Child]) -> None:
    """Ask all to end at once, and end those that have not after some seconds."""
    living = [child.process for child in children if child.process]
    for one in living:
        if one.poll() is None:
            one.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    while time.monotonic() < deadline and any(one.poll() is None for one in living):
        time.sleep(0.05)
    for one in living:
        process.stop(one, ())


def portal_children(port: int, state: Path, environment: Mapping[str, str]) -> tuple[Child, Child, Child]:
    """Web, worker and beat, not yet started."""
    python = [sys.executable, "-m"]
    celery = [*python, "celery", "--quiet", "-A", "portal.celery"]
    web = [*python, "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    web += ["--workers", "2", "--blocking-threads", "4", "--no-ws", "--respawn-failed-workers"]
    web += ["--log-level", "warning", "portal.wsgi:application"]
    worker = [*celery, "worker", "--concurrency", "2", "--loglevel", "WARNING"]
    beat = [
        *celery,
        "beat",
        "--schedule",
        str(state / "beat-schedule"),
        "--pidfile=",
        "--loglevel",
        "WARNING",
    ]
    return (
        Child("web server", web, environment),
        # SIGQUIT: a worker without its supervisor doesn't wait for long tasks.
        Child("worker", worker, environment, parents_death=signal.SIGQUIT),
        Child("beat", beat, environment),
    )
