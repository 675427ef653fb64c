"""What the launcher puts into the environment, and what it leaves alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from portal.core.launcher import ensure_environment
from portal.core.launcher.environment import PROJECT, read_dotenv
from portal.core.launcher.place import own_place
from portal.core.launcher.session import kept_secret


def test_servers_named_by_the_environment_are_left_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://portal@database.example/portal")
    monkeypatch.setenv("REDIS_URL", "redis://broker.example/0")
    monkeypatch.delenv("SECRET_KEY", raising=False)
    with ensure_environment() as session:
        assert session.embedded is None
    assert os.environ["DATABASE_URL"] == "postgresql://portal@database.example/portal"
    assert "SECRET_KEY" not in os.environ


def test_the_secret_is_kept_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    place = own_place(tmp_path)
    first = kept_secret(place)
    assert kept_secret(place) == first
    assert len(first) >= 50
    assert (place.state / "secret-key").stat().st_mode & 0o777 == 0o600
    assert not list(place.state.glob("secret-key.*"))
    shutil.rmtree(place.state)


def test_a_dotenv_file_gives_what_the_environment_does_not_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRST", "environment")
    monkeypatch.setenv("SECOND", "")
    monkeypatch.delenv("SECOND")
    (tmp_path / ".env").write_text("# ours\nFIRST=file\nSECOND='file'\n", encoding="utf-8")
    read_dotenv(tmp_path / ".env")
    assert (os.environ["FIRST"], os.environ["SECOND"]) == ("environment", "file")


def test_a_line_of_the_dotenv_file_that_can_not_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DEMO=1\nDATABASE_URL\n", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"\.env, line 2: expected NAME=value, found “DATABASE_URL”"):
        read_dotenv(tmp_path / ".env")


def test_the_launcher_does_not_import_django() -> None:
    """It sets the environment before Django reads its settings, and its keeper stays small."""
    modules = "portal.core.launcher, portal.core.launcher.keeper, portal.core.launcher.supervisor"
    question = f"import {modules}, sys; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", question], cwd=PROJECT, check=False).returncode == 0
