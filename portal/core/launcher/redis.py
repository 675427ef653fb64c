"""The embedded Redis."""

from __future__ import annotations

import signal
import socket
from pathlib import Path

from portal.core.launcher.server import Server


class Redis(Server):
    name = "Redis"
    parents_death = signal.SIGTERM
    stop_steps = ((signal.SIGTERM, 4.0),)

    def prepare(self) -> None:
        self.make_folder()
        self.clear_leftovers()

    def command(self) -> list[str | Path]:
        options = {
            "--port": "0",
            "--unixsocket": str(self.socket),
            "--unixsocketperm": "700",
            "--appendonly": "no" if self.place.throwaway else "yes",
            "--save": "",
            "--daemonize": "no",
            "--pidfile": str(self.pid_file),
        }
        return [self.binaries.redis, *(part for option in options.items() for part in option)]

    @property
    def pid_file(self) -> Path:
        return self.folder / "redis.pid"

    @property
    def mark(self) -> str:
        return str(self.socket)

    @property
    def socket(self) -> Path:
        return self.place.sockets / "redis.sock"

    def is_ready(self) -> bool:
        """Whether it answers a ping; it does not while it reads its log back."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(1)
            try:
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(64).startswith(b"+PONG")
            except OSError:
                return False
