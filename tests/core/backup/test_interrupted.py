"""Ended in the middle, neither command leaves anything half done; and memory does not grow with content."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, connection

from portal.core.backup.failure import BackupError
from portal.core.workflows.backup import back_up
from portal.core.workflows.restore import restore
from tests.core.backup.installation import Installation

WITHIN = 60.0
MEBIBYTE = 1 << 20


def another_connection(installation: Installation) -> psycopg.Connection[tuple[object, ...]]:
    values = connection.settings_dict
    return psycopg.connect(host=values["HOST"], user=values["USER"], dbname=installation.name)


@contextmanager
def stopped_at(
    statement: str, installation: Installation, *command: str
) -> Iterator[subprocess.Popen[bytes]]:
    """A command that has got as far as what `statement` holds against it."""
    with another_connection(installation) as other:
        other.execute(statement)
        process = subprocess.Popen(
            [sys.executable, "manage.py", *command],
            cwd=settings.BASE_DIR,
            env=installation.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_held(other, process)
            yield process
        finally:
            process.kill()
            process.wait(WITHIN)
            other.rollback()
    process.stdout.close()  # type: ignore[union-attr]


def wait_until_held(other: psycopg.Connection[tuple[object, ...]], process: subprocess.Popen[bytes]) -> None:
    question = (
        "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
        " WHERE d.datname = current_database() AND NOT l.granted"
    )
    deadline = time.monotonic() + WITHIN
    while other.execute(question).fetchone() == (0,):
        assert process.poll() is None, process.stdout.read()  # type: ignore[union-attr]
        assert time.monotonic() < deadline, "the command never came so far"
        time.sleep(0.02)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL], ids=lambda how: how.name)
def test_a_backup_ended_in_the_middle_leaves_no_file_of_that_name(
    how: signal.Signals, in_use: Installation, tmp_path: Path
) -> None:
    path = tmp_path / "portal.tar"
    hold = "LOCK TABLE partnership_user IN ACCESS EXCLUSIVE MODE"
    with stopped_at(hold, in_use, "backup", str(path)) as process:
        assert [part.name[-5:] for part in tmp_path.iterdir()] == [".part"]
        process.send_signal(how)
        assert process.wait(WITHIN) != 0
    assert not path.exists()
    if how is not signal.SIGKILL:
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL], ids=lambda how: how.name)
def test_a_restore_ended_in_the_middle_leaves_an_empty_installation(
    how: signal.Signals, made: Path, in_use: Installation, empty: Installation
) -> None:
    """All rows are in and the numbers are being set when it ends; afterwards it can be done again."""
    before = empty.rows()
    hold = "ALTER SEQUENCE core_outboxmessage_id_seq INCREMENT 1"
    with stopped_at(hold, empty, "restore", str(made)) as process:
        process.send_signal(how)
        assert process.wait(WITHIN) != 0
    assert empty.rows() == before
    assert [path for path in empty.files() if not path.startswith(b".restoring-")] == []
    with empty.used():
        restore(made)
    assert empty.rows() == in_use.rows()
    assert empty.files() == in_use.files()


def test_uploads_are_taken_back_when_the_database_says_no(
    made: Path, empty: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database refuses at the very last: when all is in and the transaction is to be kept."""
    with empty.used(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$;"
            "CREATE CONSTRAINT TRIGGER last_word AFTER INSERT ON django_migrations"
            " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse()"
        )
    before = empty.rows()
    # Left on while loading, it waits with its word until the transaction ends.
    monkeypatch.setattr("portal.core.workflows.restore.triggers_off", untouched)
    with empty.used(), pytest.raises((DatabaseError, BackupError)):
        restore(made)
    assert empty.rows() == before
    assert empty.files() == {}


@contextmanager
def untouched(*_arguments: object) -> Iterator[None]:
    yield


def test_memory_does_not_grow_with_the_content(
    empty: Installation, make_empty: object, tmp_path: Path
) -> None:
    empty.uploads.mkdir()
    with (empty.uploads / "large").open("wb") as file:
        file.truncate(64 * MEBIBYTE)
    with empty.used(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_cache"
            " SELECT n::text, repeat('x', 1000), now() FROM generate_series(1, 64000) AS n"
        )
    target = make_empty()  # type: ignore[operator]
    tracemalloc.start()
    try:
        with empty.used():
            back_up(tmp_path / "large.tar")
        with target.used():
            restore(tmp_path / "large.tar")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (tmp_path / "large.tar").stat().st_size > 120 * MEBIBYTE
    assert peak < 16 * MEBIBYTE
