"""The two servers: granian with one worker and one thread each, so that every figure has one source."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from portal.core.launcher import process
from portal.core.launcher.environment import PROJECT
from tests.bench.cpu import process_tree
from tests.bench.failure import BenchError

STARTS_WITHIN = 60.0  # seconds
LOG_SHOWN = 2000  # characters
STOP = ((signal.SIGTERM, 5.0),)


@dataclass(frozen=True)
class Server:
    """A running server and the connection through which we ask PostgreSQL who works for it."""

    name: str
    port: int
    process: subprocess.Popen[bytes]
    watcher: psycopg.Connection

    def own_pids(self) -> list[int]:
        return process_tree(self.process.pid)

    def database_pids(self) -> list[int]:
        """The database's processes that serve this server's connections; none before its first query."""
        theirs = "SELECT pid FROM pg_stat_activity WHERE application_name = %s"
        rows = self.watcher.execute(theirs, [f"bench-{self.name}"])
        return [pid for (pid,) in rows]


@contextmanager
def served(name: str, environment: Mapping[str, str], log: Path) -> Iterator[Server]:
    """A server on the settings of that name; shows its log when a figure can't be had, and ends."""
    own = {
        "DJANGO_SETTINGS_MODULE": f"tests.bench.settings.{name}",
        "PGAPPNAME": f"bench-{name}",
        # All of a query's work is done by the connection's own process, where we read it.
        "PGOPTIONS": "-c max_parallel_workers_per_gather=0",
    }
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--workers", "1", "--blocking-threads", "1", "--blocking-threads-idle-timeout", "600"]
    command += ["--port", str(port), "--no-ws", "--log-level", "warning", "portal.wsgi:application"]
    with log.open("wb") as output, psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as watcher:
        child = process.start(command, cwd=PROJECT, env=dict(environment) | own, output=output)
        try:
            wait_for(child, port)
            yield Server(name, port, child, watcher)
        except BenchError:
            sys.stderr.write(log.read_text(errors="replace")[-LOG_SHOWN:])
            raise
        finally:
            process.stop(child, STOP)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


def wait_for(child: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline and child.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise BenchError("A server did not start, so nothing can be measured; its log stands above.")
