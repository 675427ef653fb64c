"""A missing or malformed variable stops the start with one line that names it and says what to do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from portal.core.launcher.environment import PROJECT, read_dotenv

WHOLE = {
    "DATABASE_URL": "postgresql://portal:secret@db.example.org:5432/portal",
    "REDIS_URL": "redis://redis.example.org:6379/0",
    "EMAIL_URL": "smtp+tls://user:secret@mail.example.org:587",
    "SECRET_KEY": "long-and-random-" + "x" * 40,
    "BASE_URL": "https://portal.example.org",
}
MISSING = ["DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SECRET_KEY", "BASE_URL"]
MALFORMED = {
    "DATABASE_URL": ["mysql://portal@db/portal", "db.example.org", "postgresql://db.example.org/"],
    "REDIS_URL": ["6379", "http://redis.example.org", "unix://"],
    "EMAIL_URL": ["mail.example.org", "mailbox:", "pigeon://mail.example.org"],
    "BASE_URL": ["portal.example.org", "https://portal.example.org/portal/", "ftp://portal.example.org"],
    "DEMO": ["perhaps"],
    "BEHIND_PROXY": ["2"],
    "SECOND_FACTOR": ["no", "optional"],
    "TRUSTED_PROXIES": ["-1", "one"],
}


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    """What a process says that reads the settings in this environment and no other."""
    return subprocess.run(
        [sys.executable, "-c", "import portal.settings.base as s; print(s.DATABASES['default']['HOST'])"],
        cwd=PROJECT,
        env={"PATH": os.defpath, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_whole_environment_starts() -> None:
    started = start(**WHOLE)
    assert (started.returncode, started.stdout.strip()) == (0, "db.example.org")


@pytest.mark.parametrize("name", MISSING)
def test_what_is_missing_is_named_in_one_line(name: str) -> None:
    started = start(**{key: value for key, value in WHOLE.items() if key != name})
    assert started.returncode == 1
    assert started.stderr.startswith(f"{name}: is missing.")
    assert started.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name in MALFORMED for value in MALFORMED[name]]
)
def test_what_is_malformed_is_named_in_one_line_with_what_to_write(name: str, value: str) -> None:
    started = start(**WHOLE | {name: value})
    assert started.returncode == 1
    assert started.stderr.startswith(f"{name}: ")
    assert started.stderr.count("\n") == 1
    assert "Write" in started.stderr or "Set" in started.stderr


def test_no_password_is_told() -> None:
    for name in ("DATABASE_URL", "EMAIL_URL"):
        assert "secret" not in start(**WHOLE | {name: "ftp://user:secret@host.example.org/x"}).stderr


@pytest.mark.parametrize("line", ["no equals sign", "1BAD=value"])
def test_a_line_of_dotenv_that_cannot_be_read_is_named(line: str, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(f"# a comment\nGOOD=1\n{line}\n", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"^\.env, line 3: expected NAME=value"):
        read_dotenv(file)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "required 0"),
        ({"SECOND_FACTOR": "offered"}, "offered 0"),
        ({"DEMO": "1"}, "offered 0"),
        ({"DEMO": "1", "SECOND_FACTOR": "required"}, "required 0"),
        ({"BEHIND_PROXY": "1"}, "required 1"),
        ({"BEHIND_PROXY": "1", "TRUSTED_PROXIES": "2"}, "required 2"),
    ],
)
def test_a_second_factor_is_required_but_in_the_demo_and_one_proxy_is_believed(
    more: dict[str, str], said: str
) -> None:
    reading = "import portal.settings.base as s; print(s.SECOND_FACTOR, s.TRUSTED_PROXIES)"
    started = subprocess.run(
        [sys.executable, "-c", reading],
        cwd=PROJECT,
        env={"PATH": os.defpath, **WHOLE, **more},
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.stdout.strip() == said, started.stderr
