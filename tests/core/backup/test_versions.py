"""A backup goes into tables of its own version; another one is told what to run."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command

from portal.core.backup.failure import BackupError
from portal.core.backup.migrations import see_same_migrations
from portal.core.workflows.backup import back_up
from portal.core.workflows.restore import restore
from portal.partnership.workflows.load import load_partnership
from tests.conftest import PARTNERSHIP_FILE
from tests.core.backup.conftest import MakeEmpty

BEFORE = "0004_readings_and_retention"
HERE = [("core", "0001_outbox"), ("events", "0001_initial"), ("events", "0002_running_the_wheel")]


def test_the_same_migrations_are_the_same_in_any_order() -> None:
    see_same_migrations(HERE, HERE[::-1])


def test_tables_older_than_the_backup_are_to_be_migrated() -> None:
    with pytest.raises(BackupError, match=r"Run manage\.py migrate first"):
        see_same_migrations(HERE[:2], HERE)


def test_a_backup_of_a_later_version_names_what_is_missing() -> None:
    with pytest.raises(BackupError, match=r"has the migration events\.9999_later"):
        see_same_migrations(HERE, [*HERE, ("events", "9999_later")])


def test_an_older_backup_tells_the_way_through_its_own_version() -> None:
    with pytest.raises(BackupError, match="older version") as told:
        see_same_migrations([*HERE, ("boats", "0001_initial")], HERE[:2])
    assert "\n  manage.py migrate boats zero\n  manage.py migrate events 0001_initial\n" in str(told.value)


def test_the_way_through_leads_there(make_empty: MakeEmpty, tmp_path: Path) -> None:
    """Made before an upgrade, restored after it: back to its version, in with it, and up again."""
    old, new = make_empty(), make_empty()
    with old.used():
        load_partnership(PARTNERSHIP_FILE)
        call_command("migrate", "core", BEFORE, verbosity=0)
        back_up(tmp_path / "old.tar")
    with new.used():
        with pytest.raises(BackupError, match=rf"manage\.py migrate core {BEFORE}\n"):
            restore(tmp_path / "old.tar")
        call_command("migrate", "core", BEFORE, verbosity=0)
        restore(tmp_path / "old.tar")
        call_command("migrate", verbosity=0)
    migrations, rows = "django_migrations", new.rows()
    before = {name: found for name, found in old.rows().items() if name != migrations}
    assert {name: rows[name] for name in before} == before
    assert len(rows[migrations]) > len(old.rows()[migrations])
