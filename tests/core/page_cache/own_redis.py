"""A Redis of the test's own, that may be killed, frozen, emptied and started again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import redis

from portal.core.launcher.binaries import REDIS, installed_root

ANSWERS_WITHIN = 20  # tries of a second each


class OwnRedis:
    """On a socket in a folder of its own; `url` is where it answers while it runs."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pages-"))
        self.url = f"unix://{self.folder}/redis.sock"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [str(installed_root() / REDIS), "--port", "0", "--unixsocket", f"{self.folder}/redis.sock"]
        command += ["--dir", str(self.folder), "--save", "", "--loglevel", "warning"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        with self.client() as client:
            assert client.ping()

    def client(self) -> redis.Redis:
        """Waits for an answer, as the portal never does."""
        patient = redis.retry.Retry(redis.backoff.ConstantBackoff(0.02), 1000)
        return redis.Redis.from_url(self.url, retry=patient, retry_on_error=[redis.ConnectionError])

    def snapshot(self) -> None:
        """Write everything down, as it comes back after the next start."""
        with self.client() as client:
            client.save()

    def send(self, number: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(number)

    def kill(self) -> None:
        """As by the power cut: nothing is written down."""
        if self._process is not None:
            self.send(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def empty(self) -> None:
        with self.client() as client:
            client.flushall()

    def is_root(self) -> bool:
        return os.geteuid() == 0

    def remove(self) -> None:
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)
