"""File locks of the kernel: they end with the process that holds them, however it ends."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.core.launcher.failure import LauncherError

TICK = 0.02


class Lock:
    """A held lock. `close` gives it back; so does the end of the process."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    def close(self) -> None:
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1


def try_lock(path: Path, *, shared: bool = False, make: bool = True) -> Lock | None:
    """Take the lock if it is free, without waiting."""
    descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC | (os.O_CREAT if make else 0), 0o600)
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return Lock(descriptor)


def take_lock(path: Path, *, shared: bool = False, within: float, problem: str) -> Lock:
    """Take the lock, waiting at most `within` seconds. Raises LauncherError saying `problem`."""
    deadline = time.monotonic() + within
    while (lock := try_lock(path, shared=shared)) is None:
        if time.monotonic() > deadline:
            raise LauncherError(problem)
        time.sleep(TICK)
    return lock


@contextmanager
def locked(path: Path, *, within: float, problem: str) -> Iterator[None]:
    lock = take_lock(path, within=within, problem=problem)
    try:
        yield
    finally:
        lock.close()


def is_locked(path: Path) -> bool:
    """Whether somebody holds the lock. A look makes no file: the folder may be on its way out."""
    lock = look(path)
    if lock:
        lock.close()
    return lock is None and path.exists()


def is_shared(path: Path) -> bool:
    """Whether somebody holds the lock shared, as against alone."""
    if not is_locked(path):
        return False
    lock = look(path, shared=True)
    if lock:
        lock.close()
    return lock is not None


def look(path: Path, *, shared: bool = False) -> Lock | None:
    try:
        return try_lock(path, shared=shared, make=False)
    except FileNotFoundError:
        return None
