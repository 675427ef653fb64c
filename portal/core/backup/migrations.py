"""Whether the tables here are of the version the backup was made from."""

from __future__ import annotations

from collections.abc import Collection

from django.db.migrations.loader import MigrationLoader

from portal.core.backup.failure import BackupError

Migrations = Collection[tuple[str, str]]


def see_same_migrations(here: Migrations, there: Migrations) -> None:
    """Raises BackupError that says what to run, unless both have had the same migrations."""
    missing, extra = set(there) - set(here), set(here) - set(there)
    known = set(MigrationLoader(None).disk_migrations)
    if unknown := sorted(missing - known):
        raise BackupError(
            "The backup is of another version of the portal, which has the migration"
            f" {'.'.join(unknown[0])}. Install that version, run migrate, and restore there."
        )
    if missing:
        raise BackupError("The tables here are older than the backup. Run manage.py migrate first.")
    if extra:
        raise BackupError(_way_back(extra, there))


def _way_back(extra: set[tuple[str, str]], there: Migrations) -> str:
    newest = dict(sorted(there))
    steps = [
        f"manage.py migrate {app} {newest.get(app, 'zero')}" for app in sorted({app for app, _name in extra})
    ]
    return (
        "The backup is of an older version of the portal. In this empty installation, first run\n  "
        + "\n  ".join(steps)
        + "\nthen restore, and then manage.py migrate, which brings the content up to date."
    )
