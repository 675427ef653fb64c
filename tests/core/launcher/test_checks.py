"""What stops `make run` is said in one sentence that names it and what to do."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from portal.core.launcher import LauncherError, checks
from portal.core.launcher.environment import PROJECT


@pytest.fixture
def taken_port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(checks, "PORT_SECONDS", 0.0)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_taken_port_is_named_with_the_command_for_another(taken_port: int) -> None:
    with pytest.raises(LauncherError, match=f"Port {taken_port} is taken .* make run PORT={taken_port + 1}"):
        checks.see_port_free(taken_port)


@pytest.mark.parametrize("text", ["web", "0", "70000", "-1"])
def test_a_port_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("PORT", text)
    with pytest.raises(LauncherError, match=f"PORT is “{text}”"):
        checks.read_port()


def test_a_redis_that_is_down_is_named(taken_port: int) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(LauncherError, match="REDIS_URL: Redis can't be reached"):
        checks.see_redis_answers(f"redis://127.0.0.1:{port}/0")


def test_a_partnership_file_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARTNERSHIP", "partnerships/nowhere.toml")
    with pytest.raises(LauncherError, match=r"PARTNERSHIP is “partnerships/nowhere\.toml”"):
        checks.find_partnership()


def test_a_database_that_is_down_is_one_sentence_of_a_command() -> None:
    environment = dict(os.environ) | {
        "DATABASE_URL": "postgresql://portal@127.0.0.1:1/portal",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "SECRET_KEY": "only-for-this-test",
        "BASE_URL": "http://127.0.0.1:8000",
        "EMAIL_URL": "consolemail://",
        "DJANGO_SETTINGS_MODULE": "portal.settings.base",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate"],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("The database at 127.0.0.1 doesn't answer.")
    assert "DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr
