"""Takes part in the embedded servers: starts their keeper, or joins the one that is there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from types import TracebackType
from typing import Self

from portal.core.launcher.environment import PROJECT
from portal.core.launcher.failure import LauncherError
from portal.core.launcher.locks import TICK, Lock, is_locked, is_shared, locked, take_lock
from portal.core.launcher.place import Place
from portal.core.launcher.server import plain_environment
from portal.core.launcher.status import read_status

# Longer than the keeper's own limits, so that its sentence is the one people read.
READY_SECONDS = 180.0
END_SECONDS = 15.0


class Embedded:
    """A share in the running servers. They stop when the last share is given back."""

    def __init__(self, place: Place, share: Lock, keeper: subprocess.Popen[bytes] | None) -> None:
        self.place = place
        self.share = share
        self.keeper = keeper

    @property
    def database_url(self) -> str:
        return self.place.database_url

    @property
    def owner_url(self) -> str:
        return self.place.owner_url

    @property
    def redis_url(self) -> str:
        return self.place.redis_url

    def is_alive(self) -> bool:
        """Whether the keeper lives; it brings back a server of its own that ended."""
        return is_locked(self.place.keeper_lock)

    def close(self) -> None:
        """Give the share back; if it was the last one, wait until the servers have ended."""
        self.share.close()
        deadline = time.monotonic() + END_SECONDS
        while time.monotonic() < deadline and self.is_alive():
            if is_shared(self.place.users_lock):
                # Others go on with the servers.
                return
            time.sleep(TICK)
        if self.keeper:
            self.keeper.wait(END_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def join(place: Place) -> Embedded:
    """A share in the servers of `place`, which answer when this returns.

    Raises LauncherError with a sentence that says why they can't be had.
    """
    share = take_lock(
        place.users_lock,
        shared=True,
        within=END_SECONDS * 2,
        problem=f"The servers of {place.state} do not end; stop the processes in {place.status.name} there.",
    )
    try:
        busy = f"Another process takes too long to start the servers of {place.state}; end it and try again."
        with locked(place.start_lock, within=READY_SECONDS, problem=busy):
            return Embedded(place, share, start_or_find(place))
    except BaseException:
        share.close()
        if place.throwaway:
            shutil.rmtree(place.state, ignore_errors=True)
        raise


def start_or_find(place: Place) -> subprocess.Popen[bytes] | None:
    """Wait until a keeper says its servers are ready, starting one where there is none."""
    keeper: subprocess.Popen[bytes] | None = None
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if (keeper is None or keeper.poll() is not None) and not is_locked(place.keeper_lock):
            if keeper is not None:
                raise LauncherError(say_why(place))
            place.status.unlink(missing_ok=True)
            keeper = start_keeper(place)
        status = read_status(place)
        if status and status.state == "ready":
            return keeper
        time.sleep(TICK)
    raise LauncherError(
        f"The embedded servers were not ready within {READY_SECONDS:.0f} seconds; see {place.state}."
    )


def say_why(place: Place) -> str:
    status = read_status(place)
    if status and status.problem:
        return status.problem
    return f"The embedded servers could not be started; {place.state / 'keeper.log'} says why."


def start_keeper(place: Place) -> subprocess.Popen[bytes]:
    """Start the keeper in a session of its own: it outlives us while others need the servers."""
    folders = [str(folder) for folder in (place.state, place.sockets, place.binaries)]
    command = [sys.executable, "-m", "portal.core.launcher.keeper", *folders]
    if place.throwaway:
        command.append("--throwaway")
    with (place.state / "keeper.log").open("wb") as log:
        return subprocess.Popen(
            command,
            cwd=PROJECT,
            env=plain_environment() | {"PYTHONUTF8": "1", "PYTHONPATH": os.environ.get("PYTHONPATH", "")},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
