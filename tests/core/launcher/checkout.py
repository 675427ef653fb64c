"""A checkout of its own for the launcher's tests, and processes that use the launcher in it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from portal.core.launcher.account import choose_account
from portal.core.launcher.binaries import copy_wheels, installed_root
from portal.core.launcher.environment import PROJECT
from portal.core.launcher.place import Place, is_open_to_all
from portal.core.launcher.status import Status, read_status

# Holds the servers until its standard input is closed.
HOLDER = """
import os, sys
from portal.core.launcher import LauncherError, {opener}
try:
    session = {opener}()
except LauncherError as error:
    sys.exit(str(error))
place = session.embedded.place
print(os.environ["DATABASE_URL"], os.environ["REDIS_URL"], flush=True)
print(place.state, place.sockets, place.binaries, sep="\\n", flush=True)
sys.stdin.read()
session.close()
"""


@dataclass(frozen=True)
class Runner:
    """An account and a Python it can run. `uid` None is whoever runs the tests."""

    name: str
    python: str
    uid: int | None = None


def possible_runners() -> list[Runner]:
    """Whoever runs the tests, and for root also another user, where there is a Python that user can reach."""
    runners = [Runner("same user", sys.executable)]
    pythons = [Path(sys.executable).resolve(), Path("/usr/bin/python3"), Path("/usr/local/bin/python3")]
    if os.geteuid() == 0:
        runners += [
            Runner("another user", str(python), choose_account().uid)
            for python in pythons
            if python.exists() and is_open_to_all(python.resolve().parent) and is_recent(python)
        ][:1]
    return runners


def is_recent(python: Path) -> bool:
    question = "import sys; sys.exit(sys.version_info < (3, 11))"
    return subprocess.run([python, "-c", question], check=False).returncode == 0


class Holder:
    """A process that holds the servers."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout
        urls = process.stdout.readline().split()
        if len(urls) != 2:
            raise AssertionError(process.communicate()[1])
        self.database_url, self.redis_url = urls
        state, sockets, binaries = (Path(process.stdout.readline().rstrip("\n")) for _ in range(3))
        self.place = Place(state, sockets, binaries)
        self.owner_url = self.place.owner_url

    def status(self) -> Status:
        status = read_status(self.place)
        assert status, "the keeper has said nothing"
        return status

    def pid(self, server: str) -> int:
        return self.status().pids[server]

    def keeper(self) -> int:
        return parent_of(self.pid("Redis"))

    def release(self) -> None:
        self.process.communicate(timeout=30)

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=30)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.release()


class Checkout:
    """A copy of the launcher in a folder with spaces and æøå in its path, which every account can enter."""

    def __init__(self, root: Path, runner: Runner) -> None:
        self.folder = root / "Sjøbua på Ås" / "portal til utprøving"
        self.runner = runner
        shutil.copytree(PROJECT / "portal/core/launcher", self.folder / "portal/core/launcher")
        for package in ("portal", "portal/core"):
            shutil.copy(PROJECT / package / "__init__.py", self.folder / package)
        wheels = copy_wheels(installed_root(), root / "wheels") if runner.uid else installed_root()
        self.environment = {"PATH": os.defpath, "PYTHONPATH": str(wheels), "LC_ALL": "C.UTF-8"}
        for path in [root, *root.rglob("*")]:
            if runner.uid and not path.is_symlink() and root / "wheels" not in path.parents:
                os.chown(path, runner.uid, pwd.getpwuid(runner.uid).pw_gid)

    def begin(self, opener: str = "ensure_environment") -> subprocess.Popen[str]:
        return subprocess.Popen(
            [self.runner.python, "-c", HOLDER.format(opener=opener)],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            user=self.runner.uid,
            extra_groups=[] if self.runner.uid else None,
        )

    def hold(self, opener: str = "ensure_environment") -> Holder:
        return Holder(self.begin(opener))


def parent_of(pid: int) -> int:
    text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    return int(text.rpartition(")")[2].split()[1])


def owner_of(pid: int) -> int:
    return Path(f"/proc/{pid}").stat().st_uid


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that has ended and waits to be reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def eventually(condition: Callable[[], bool], *, within: float = 15.0) -> bool:
    """Whether the condition comes true in time; looked at often, so that it takes no longer than it must."""
    deadline = time.monotonic() + within
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
