"""What the supervisor looks at before and while it starts: each check ends in one sentence when it fails."""

from __future__ import annotations

import http.client
import os
import socket
import time
from pathlib import Path

import redis

from portal.core.launcher.children import Child
from portal.core.launcher.environment import PROJECT
from portal.core.launcher.failure import LauncherError

ANSWER_SECONDS = 60.0
PORT_SECONDS = 2.0
REDIS_SECONDS = 3.0
TICK = 0.05


def read_port() -> int:
    text = os.environ.get("PORT", "").strip() or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise LauncherError(
            f"PORT is “{text}”, which is not a port. Write a number from 1 to 65535: make run PORT=8001."
        )
    return int(text)


def see_port_free(port: int) -> None:
    """Raises LauncherError when another program listens. A web server that is just ending gets a moment."""
    deadline = time.monotonic() + PORT_SECONDS
    while not is_port_free(port):
        if time.monotonic() > deadline:
            other = port + 1 if port < 65535 else 8001
            raise LauncherError(
                f"Port {port} is taken by another program. Stop it, or choose a port: make run PORT={other}."
            )
        time.sleep(TICK)


def is_port_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise LauncherError(f"Port {port} is for administrators only. Run make run PORT=8001.") from error
        except OSError:
            return False
    return True


def see_redis_answers(url: str) -> None:
    """Raises LauncherError when there is no Redis at the address; preparation does so for the database."""
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=REDIS_SECONDS) as client:
            client.ping()
    except (redis.RedisError, OSError, ValueError) as error:
        raise LauncherError(
            f"REDIS_URL: Redis can't be reached ({error}). Start it, or correct the address."
        ) from error


def find_partnership() -> Path:
    """The file PARTNERSHIP names, or the only one in `partnerships/`."""
    if named := os.environ.get("PARTNERSHIP", "").strip():
        path = PROJECT / named
        if not path.is_file():
            raise LauncherError(f"PARTNERSHIP is “{named}”, and there is no such file.")
        return path
    found = sorted((PROJECT / "partnerships").glob("*.toml"))
    if len(found) != 1:
        raise LauncherError(f"partnerships/ holds {len(found)} files; set PARTNERSHIP to the one to load.")
    return found[0]


def wait_for_answer(web: Child, port: int) -> None:
    deadline = time.monotonic() + ANSWER_SECONDS
    answer = "nothing"
    while time.monotonic() < deadline:
        if web.has_ended():
            raise LauncherError("The web server ended before it answered; the lines above say why.")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
        try:
            connection.request("GET", "/healthz")
            status = connection.getresponse().status
            if status == http.client.OK:
                return
            answer = f"status {status}"
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.05)
    raise LauncherError(
        f"The web server did not answer /healthz within {ANSWER_SECONDS:.0f} seconds ({answer})."
    )
