"""The keeper: owns PostgreSQL and Redis for as long as anybody needs them, and then ends them and itself.

Whoever needs the servers holds the users' lock. The kernel gives it back however they end, so that the
keeper notices a kill -9 as surely as a clean end. Run as `python -m portal.core.launcher.keeper`.
"""

from __future__ import annotations

import argparse
import shutil
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from portal.core.launcher.account import choose_account
from portal.core.launcher.binaries import find_binaries
from portal.core.launcher.failure import LauncherError
from portal.core.launcher.locks import Lock, take_lock, try_lock
from portal.core.launcher.place import Place, make_private_folder
from portal.core.launcher.postgres import Postgres
from portal.core.launcher.redis import Redis
from portal.core.launcher.server import Server
from portal.core.launcher.status import Status, write_status

TICK = 0.1
LOOKERS_SECONDS = 2.0
PAUSES = (0.0, 0.5, 1.0, 2.0, 4.0)


class Keeper:
    def __init__(self, place: Place) -> None:
        self.place = place
        self.servers: Sequence[Server] = ()
        self.is_told_to_end = False
        self.owns_sockets = False

    def keep(self) -> None:
        """Start the servers, stay while they are needed, end them. Says how it goes in the status file."""
        signal.signal(signal.SIGTERM, self.end)
        signal.signal(signal.SIGINT, self.end)
        unused: Lock | None = None
        try:
            self.open()
            unused = self.stay()
            self.place.status.unlink(missing_ok=True)
            self.stop()
            if self.place.throwaway:
                shutil.rmtree(self.place.state, ignore_errors=True)
        except LauncherError as error:
            self.stop()
            self.say("failed", str(error))
        finally:
            if self.owns_sockets:
                shutil.rmtree(self.place.sockets, ignore_errors=True)
            if unused:
                unused.close()

    def end(self, *_: object) -> None:
        self.is_told_to_end = True

    def open(self) -> None:
        self.say("starting")
        account = choose_account()
        make_private_folder(self.place.sockets, owner=account)
        self.owns_sockets = True
        binaries = find_binaries(account, self.place.binaries)
        self.servers = (Redis(self.place, account, binaries), Postgres(self.place, account, binaries))
        for server in self.servers:
            server.prepare()
            server.start()
        for server in self.servers:
            self.see_ready(server)
        self.say("ready")

    def stay(self) -> Lock | None:
        """Watch over the servers until the users' lock is nobody's, and so ours, or until told to end."""
        while not self.is_told_to_end:
            if unused := try_lock(self.place.users_lock):
                return unused
            for server in self.servers:
                if server.has_ended():
                    self.revive(server)
            time.sleep(TICK)
        return None

    def revive(self, server: Server) -> None:
        self.say("starting")
        server.prepare()
        server.start()
        self.see_ready(server)
        self.say("ready")

    def see_ready(self, server: Server) -> None:
        """Wait for the server; one that ends is started again some times.

        After a kill -9 PostgreSQL's own children take a moment to end, and until then it refuses to start.
        """
        for pause in PAUSES:
            try:
                server.wait_until_ready()
            except LauncherError:
                if pause == PAUSES[-1] or not server.has_ended():
                    raise
                time.sleep(pause)
                server.start()
            else:
                return

    def stop(self) -> None:
        for server in self.servers:
            server.stop()

    def say(self, state: str, problem: str = "") -> None:
        pids = {server.name: server.process.pid for server in self.servers if server.process}
        write_status(self.place, Status(state, problem, pids))


def main() -> None:
    parser = argparse.ArgumentParser()
    for name in ("state", "sockets", "binaries"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--throwaway", action="store_true")
    place = Place(**vars(parser.parse_args()))
    # Those who look whether there is a keeper hold its lock for an instant, hence the wait.
    lock = take_lock(place.keeper_lock, within=LOOKERS_SECONDS, problem="There is a keeper already.")
    Keeper(place).keep()
    # Given back by the end of the process, so that who waits for the lock waits for that.
    assert lock is not None


if __name__ == "__main__":
    main()
