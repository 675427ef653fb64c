"""The whole of `make run`, in a copy of the project whose path has spaces and æøå."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from portal.core.launcher import process
from portal.core.launcher.environment import PROJECT
from portal.core.launcher.place import own_place
from portal.core.launcher.supervisor import MARK
from tests.core.launcher.checkout import eventually, is_alive, parent_of

LEFT_OUT = shutil.ignore_patterns(
    ".*", "__pycache__", "tests", "docs", "staticfiles", "media", "node_modules"
)
START_SECONDS = 120.0
END_SECONDS = 10.0


class Portal:
    """A running `python -m portal.core.launcher run`."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self.log = folder / "run.log"
        self.process = self.start()

    def start(self) -> subprocess.Popen[bytes]:
        environment = {
            "PATH": os.defpath,
            "PORT": str(self.port),
            "HOME": "",
            "PARTNERSHIP": default_partnership(),
        }
        with self.log.open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "portal.core.launcher", "run"],
                cwd=self.folder,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def wait(self) -> None:
        eventually(lambda: "Stop with Ctrl-C" in self.said() or not self.is_running(), within=START_SECONDS)
        assert f"answers at http://127.0.0.1:{self.port}/" in self.said(), self.said()

    def is_running(self) -> bool:
        return self.process.poll() is None

    def processes(self) -> list[int]:
        """All that came of the supervisor, except the keeper and its servers."""
        return [pid for pid in process.marked(f"{MARK}={own_place(self.folder).state}") if is_alive(pid)]

    def children(self) -> list[int]:
        return [pid for pid in self.processes() if parent_of(pid) == self.process.pid]

    def front_page(self) -> int:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=30) as answer:
            return int(answer.status)

    def serves(self) -> bool:
        try:
            return self.front_page() == 200
        except OSError:
            return False


def roles_at_work(portal: Portal) -> set[str]:
    """Whoever else is signed in to the portal's database."""
    with psycopg.connect(own_place(portal.folder).owner_url) as connection:
        rows = connection.execute(
            "SELECT usename FROM pg_stat_activity WHERE datname = 'portal' AND pid <> pg_backend_pid()"
        )
        return {name for (name,) in rows}


def default_partnership() -> str:
    """The file `make run` loads."""
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    return next(line.split()[2] for line in makefile.splitlines() if line.startswith("PARTNERSHIP ?="))


@pytest.fixture(scope="module")
def portal() -> Iterator[Portal]:
    root = Path(tempfile.mkdtemp(prefix="launcher-", dir="/tmp"))
    root.chmod(0o755)
    folder = root / "Sjøbua på Ås"
    shutil.copytree(PROJECT, folder, ignore=LEFT_OUT)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = Portal(folder, port)
    try:
        running.wait()
        yield running
    finally:
        if running.is_running():
            running.process.terminate()
            running.process.wait(END_SECONDS * 2)
        shutil.rmtree(root)


def test_the_portal_lives_through_kills_and_leaves_nothing(portal: Portal) -> None:
    """One story, since each start costs seconds: shown, hurt, stopped, started again, killed."""
    assert portal.front_page() == 200
    assert eventually(lambda: len(portal.children()) == 3)
    assert eventually(lambda: roles_at_work(portal) == {"portal_web"}), "web, worker and beat own nothing"

    second = subprocess.run(
        [sys.executable, "-m", "portal.core.launcher", "run"],
        cwd=portal.folder,
        env={"PATH": os.defpath},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "runs already, at http://127.0.0.1:" in second.stderr

    before = portal.children()
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    assert eventually(lambda: len(set(portal.children()) - set(before)) == 3)
    assert "The web server ended (signal SIGKILL); it starts again in 1 s." in portal.said()
    assert eventually(portal.serves)

    portal.process.send_signal(signal.SIGINT)
    assert portal.process.wait(END_SECONDS) == 0
    assert portal.processes() == []
    assert "Everything has stopped." in portal.said()

    portal.process = portal.start()
    portal.wait()
    assert "Preparing" not in portal.said()
    assert portal.front_page() == 200
    assert eventually(lambda: len(portal.children()) == 3)
    portal.process.kill()
    portal.process.wait()
    assert eventually(lambda: portal.processes() == [], within=END_SECONDS)
    assert eventually(lambda: not own_place(portal.folder).sockets.exists(), within=END_SECONDS)


def test_a_child_that_does_not_heed_its_signal_does_not_outlive_its_supervisor() -> None:
    mark = f"{MARK}=/a/place where one does not listen"
    supervisor = (
        "import os, signal, subprocess, sys\n"
        "from portal.core.launcher.warden import watched_over\n"
        f"with watched_over({mark!r}):\n"
        "    deaf = 'import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)'\n"
        f"    subprocess.Popen([sys.executable, '-c', deaf], env=dict([{mark!r}.split('=', 1)]))\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", supervisor], cwd=PROJECT, check=False)
    assert process.marked(mark), "the child is there after its supervisor"
    assert eventually(lambda: process.marked(mark) == [], within=END_SECONDS)


def test_what_a_killed_supervisor_and_its_killed_children_left_is_known_by_its_mark() -> None:
    with subprocess.Popen(["sleep", "60"], env={MARK: "/a/place of its own"}) as orphan:
        assert process.marked(f"{MARK}=/a/place of its own") == [orphan.pid]
        process.end_marked(f"{MARK}=/a/place of another")
        assert orphan.poll() is None
        process.end_marked(f"{MARK}=/a/place of its own")
        assert orphan.wait() == -signal.SIGKILL
