"""`make run`: embedded servers, preparation, then web, worker and beat until Ctrl-C."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from portal.core.launcher import process
from portal.core.launcher.checks import (
    find_partnership,
    read_port,
    see_port_free,
    see_redis_answers,
    wait_for_answer,
)
from portal.core.launcher.children import Child, portal_children, stop_all
from portal.core.launcher.environment import PROJECT, is_set, read_dotenv
from portal.core.launcher.failure import LauncherError
from portal.core.launcher.fingerprint import current_fingerprints, steps_to_do, write_stamp
from portal.core.launcher.locks import Lock, try_lock
from portal.core.launcher.place import Place, own_place
from portal.core.launcher.session import PREPARED, Session, ensure_environment, kept_secret
from portal.core.launcher.warden import watched_over

TICK = 0.2
# By this variable a process is known as one of ours, whoever its parent is by now.
MARK = "PORTAL_RUN"


def run() -> None:
    """Run the portal until it is told to end. Raises LauncherError with a sentence when it can't."""
    # Also where a shell has SIGINT ignored, as it does for a command behind &.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupt)
    read_dotenv()
    port = read_port()
    address = f"http://127.0.0.1:{port}"
    place = own_place()
    state = place.state
    children: tuple[Child, ...] = ()
    mark = f"{MARK}={state}"
    with (
        contextlib.suppress(KeyboardInterrupt),
        only_one(state / "run.lock", address),
        watched_over(mark),
    ):
        # Left by a supervisor that was killed together with its warden.
        process.end_marked(mark)
        see_port_free(port)
        partnership = find_partnership()
        with ensure_environment() as session:
            try:
                set_defaults(address, place)
                see_redis_answers(os.environ["REDIS_URL"])
                prepare(state, partnership, keeps_database=session.has_database())
                children = portal_children(port, state, child_environment())
                children[0].start()
                wait_for_answer(children[0], port)
                print_summary(address, session, state)
                for child in children[1:]:
                    child.start()
                watch(children, session)
            finally:
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
                signal.signal(signal.SIGINT, signal.SIG_IGN)
                if children:
                    print("\nStopping …", flush=True)
                stop_all(children)
    print("Everything has stopped.", flush=True)


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


@contextlib.contextmanager
def only_one(path: Path, address: str) -> Iterator[None]:
    """Hold the checkout for this supervisor. Raises LauncherError with the address of another."""
    lock: Lock | None = try_lock(path)
    if lock is None:
        other = path.read_text(encoding="utf-8").strip()
        raise LauncherError(f"The portal of this folder runs already, at {other}. Stop that one first.")
    path.write_text(address, encoding="utf-8")
    try:
        yield
    finally:
        lock.close()


def set_defaults(address: str, place: Place) -> None:
    """`make run` is the demonstration, unless the environment says otherwise."""
    os.environ[MARK] = str(place.state)
    if not is_set("SECRET_KEY"):
        os.environ["SECRET_KEY"] = kept_secret(place)
    os.environ.setdefault("DEMO", "1")
    os.environ.setdefault("BASE_URL", address)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.base")


def child_environment() -> dict[str, str]:
    # Celery warns on each start that it runs as root; the demonstration may.
    quiet = {"PYTHONWARNINGS": "ignore:You're running the worker"}
    return dict(os.environ) | quiet | {"PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}


def prepare(state: Path, partnership: Path, *, keeps_database: bool) -> None:
    """Do the steps whose files changed since the last run, in a process of their own."""
    stamp = state / PREPARED
    current = current_fingerprints(partnership)
    steps = steps_to_do(stamp, current, keeps_database=keeps_database)
    if not steps:
        return
    command = [sys.executable, "-m", "portal.core.launcher.prepare", str(partnership), *steps]
    child = process.start(command, cwd=PROJECT, env=child_environment() | {"DATABASE_AS": "owner"})
    try:
        code = child.wait()
    finally:
        process.stop(child, ((signal.SIGTERM, 2.0),))
    if code:
        raise LauncherError("The portal could not be made ready; the line above says why.")
    write_stamp(stamp, current, keeps_database=keeps_database)


def print_summary(address: str, session: Session, state: Path) -> None:
    servers = (
        f"embedded PostgreSQL and Redis (data in {state})"
        if session.embedded
        else "your PostgreSQL and Redis"
    )
    print(f"\nThe portal answers at {address}/\n")
    print(f"Running: web server, worker, beat; {servers}.")
    print("Stop with Ctrl-C.", flush=True)


def watch(children: tuple[Child, ...], session: Session) -> None:
    """Look after the children and the embedded servers, until interrupted."""
    while True:
        for child in children:
            child.look_after()
        if session.is_lost():
            print("The keeper of the embedded servers ended; starting them again.", flush=True)
            session.renew()
        time.sleep(TICK)


def main() -> None:
    if sys.argv[1:] != ["run"]:
        raise SystemExit("Use: python -m portal.core.launcher run")
    try:
        run()
    except LauncherError as error:
        raise SystemExit(str(error)) from error
    except subprocess.SubprocessError as error:
        raise SystemExit(f"The portal could not be started ({error}).") from error
