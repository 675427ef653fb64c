"""The portal as it is served: its own process and database, with the real partnership and its examples."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from portal.core.clock import today
from portal.core.launcher.place import WEB_ROLE
from tests.guards.world import partnership_file
from tests.roles import MAKE_WEB_ROLE

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN = 60  # seconds


@contextmanager
def served_portal(
    log: Path, *, name: str = "browser", also: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Give the address of a running portal in demo mode; its process and database are gone afterwards.

    Its database is called by `name` and this process; `also` is what its environment says beyond the usual.
    """
    with own_database(name) as (database_url, owner_url), socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
        address = f"http://127.0.0.1:{port}"
        environment = os.environ | {
            "DATABASE_URL": database_url,
            "DATABASE_OWNER_URL": owner_url,
            "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
            "BASE_URL": address,
            "DEMO": "1",
            "EMAIL_URL": "mailbox:",
            **(also or {}),
        }
        with log.open("w") as output:
            for command in commands():
                _manage(command, environment, log, output)
            held.close()
            with _running(port, environment, output):
                _wait_for(port, log)
                yield address


def commands() -> list[list[str]]:
    """What makes an empty database the portal people know: partnership, this year and the next, examples."""
    year = today().year
    rolled = [["roll_wheel", str(each)] for each in (year, year + 1)]
    return [["migrate"], ["load_partnership", str(partnership_file())], *rolled, ["load_examples"]]


@contextmanager
def own_database(name: str = "browser") -> Iterator[tuple[str, str]]:
    """An empty database beside the suite's, so that what is shown does not depend on other tests.

    Its addresses for the role the portal signs in as, which owns nothing, and for its owner.
    """
    parts = urlsplit(os.environ["DATABASE_URL"])
    name = f"{name}_{os.getpid()}"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        connection.execute(MAKE_WEB_ROLE.encode())
        owners = parts._replace(path=f"/{name}")
        servers = parts.netloc.rpartition("@")[2]
        try:
            yield urlunsplit(owners._replace(netloc=f"{WEB_ROLE}@{servers}")), urlunsplit(owners)
        finally:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )


def _manage(command: list[str], environment: dict[str, str], log: Path, output: IO[str]) -> None:
    run = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment,
        check=False,
        stdout=output,
        stderr=subprocess.STDOUT,
    )
    assert run.returncode == 0, f"manage.py {' '.join(command)} failed:\n{log.read_text()[-4000:]}"


@contextmanager
def _running(port: int, environment: dict[str, str], output: IO[str]) -> Iterator[None]:
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    command += ["--no-ws", "--workers", "1", "--blocking-threads", "2", "portal.wsgi:application"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(port: int, log: Path) -> None:
    """Until the portal says it is alive. Raises AssertionError with its log when it does not."""
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise AssertionError(f"The portal did not start within {STARTS_WITHIN} s:\n{log.read_text()[-4000:]}")
