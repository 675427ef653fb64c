"""Puts a backup back into an empty installation, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import psycopg
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from portal.core.backup.archive import MANIFEST, SUM, Member, read_content, read_members
from portal.core.backup.failure import BackupError
from portal.core.backup.manifest import LARGEST, FilePart, Manifest, TablePart, read_manifest
from portal.core.backup.migrations import see_same_migrations
from portal.core.backup.tables import (
    PLAIN_FORMS,
    Table,
    applied_migrations,
    find_tables,
    has_rows,
    naming,
    next_numbers,
    owns,
    set_next_number,
    triggers_off,
)
from portal.core.backup.uploads import put_in_place, see_room_for, staging, write_file

MADE_BY_MIGRATE = {"django_migrations", "django_content_type", "auth_permission"}
"""Tables that have rows in an empty installation; theirs are replaced by the backup's."""


@dataclass(frozen=True)
class CheckedBackup:
    """A backup whose every part is as it was written."""

    file: BinaryIO
    manifest: Manifest
    members: tuple[Member, ...]

    @property
    def tables(self) -> Iterable[tuple[TablePart, Member]]:
        return zip(self.manifest.tables, self.members, strict=False)

    @property
    def uploads(self) -> Iterable[tuple[FilePart, Member]]:
        return zip(self.manifest.files, self.members[len(self.manifest.tables) :], strict=True)


def restore(path: Path) -> Manifest:
    """Make the installation what it was when the backup was made: every row, number and upload the same.

    Nothing is logged, mailed or counted anew. The connection must be that of the role that owns the tables,
    and nothing else may use the database. Raises BackupError, with nothing changed, when the file is not
    whole and ours, the installation is not empty, or its tables are of another version.
    """
    try:
        with path.open("rb") as file:
            backup = check(file)
            _put_back(backup)
    except OSError as error:
        raise BackupError(f"{error.filename or path}: {error.strerror}.") from error
    ContentType.objects.clear_cache()
    return backup.manifest


def check(file: BinaryIO) -> CheckedBackup:
    """Read all of the file and hold each part to its sum. Raises BackupError."""
    status = os.fstat(file.fileno())
    if not stat.S_ISREG(status.st_mode):
        raise BackupError("This is a device or a pipe. Give the name of a file.")
    members = read_members(file, status.st_size)
    if [member.name for member in members[-2:]] != [MANIFEST, SUM] or members[-2].size > LARGEST:
        raise BackupError("The file has no description of what it holds: it is not whole, or not ours.")
    content = b"".join(read_content(file, members[-2]))
    if b"".join(read_content(file, members[-1])) != hashlib.sha256(content).hexdigest().encode():
        raise BackupError("The file's own description was changed or damaged.")
    manifest = read_manifest(content)
    _see_all_there(manifest, members[:-2])
    backup = CheckedBackup(file, manifest, tuple(members[:-2]))
    parts: tuple[TablePart | FilePart, ...] = (*manifest.tables, *manifest.files)
    for part, member in zip(parts, backup.members, strict=True):
        for _piece in _summed(file, part, member):
            pass
    return backup


def _see_all_there(manifest: Manifest, members: list[Member]) -> None:
    expected = [f"tables/{n:06}" for n in range(len(manifest.tables))]
    expected += [f"uploads/{n:06}" for n in range(len(manifest.files))]
    if [member.name for member in members] != expected:
        raise BackupError("The file holds other things than it says: it was changed or damaged.")


def _summed(file: BinaryIO, part: TablePart | FilePart, member: Member) -> Iterator[bytes]:
    """The content of a part; raises BackupError at its end when it is not as it was written."""
    found = hashlib.sha256()
    for piece in read_content(file, member):
        found.update(piece)
        yield piece
    if found.hexdigest() != part.sha256 or member.size != part.size:
        name = part.name if isinstance(part, TablePart) else part.path
        raise BackupError(
            f"“{ascii(name)[1:-1]}” in the file was changed or damaged. Take another copy of it."
        )


def _put_back(backup: CheckedBackup) -> None:
    root = Path(settings.MEDIA_ROOT)
    see_room_for(root, backup.manifest.files)
    with (
        staging(root) as folder,
        ExitStack() as placed,
        transaction.atomic(durable=True),
        connection.cursor() as cursor,
    ):
        for form in PLAIN_FORMS:
            cursor.execute(form)
        tables = find_tables(cursor)
        _see_fit(cursor, tables, backup.manifest)
        for part, member in backup.uploads:
            write_file(folder, part, _summed(backup.file, part, member))
        _load(cursor, tables, backup)
        # The last step before the database says yes; taken back if it says no.
        placed.enter_context(put_in_place(folder, root))


def _see_fit(cursor: CursorWrapper, tables: list[Table], manifest: Manifest) -> None:
    """Raises BackupError unless the tables are ours, of the same version, and empty. Locks them."""
    if not owns(cursor, tables):
        raise BackupError(
            "Only the role that owns the tables can restore."
            " Set DATABASE_OWNER_URL to the address it signs in at."
        )
    see_same_migrations(applied_migrations(cursor), manifest.migrations)
    for table in tables:
        cursor.execute(naming("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", table.name))
    here = {table.name: table.columns for table in tables}
    if here != {part.name: part.columns for part in manifest.tables} or set(next_numbers(cursor)) != set(
        manifest.sequences
    ):
        raise BackupError("The tables here have another form than those of the backup. Run migrate first.")
    filled = [t.name for t in tables if t.name not in MADE_BY_MIGRATE and has_rows(cursor, t)]
    if filled:
        raise BackupError(
            f"This installation is not empty: there is content in {', '.join(filled[:5])}. Restore into a new"
            " database, right after migrate and before anything else runs."
        )


def _load(cursor: CursorWrapper, tables: list[Table], backup: CheckedBackup) -> None:
    by_name = {table.name: table for table in tables}
    with triggers_off(cursor, tables):
        for name in sorted(MADE_BY_MIGRATE & set(by_name)):
            cursor.execute(naming("DELETE FROM {}", name))
        for part, member in backup.tables:
            _load_table(cursor, by_name[part.name], part, _summed(backup.file, part, member))
    for name, number in backup.manifest.sequences.items():
        set_next_number(cursor, name, number)


def _load_table(cursor: CursorWrapper, table: Table, part: TablePart, content: Iterable[bytes]) -> None:
    try:
        with cursor.copy(table.copy_in()) as copy:
            for piece in content:
                copy.write(piece)
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[0]
        raise BackupError(f"The rows of {part.name} are not taken ({reason}).") from error
    if cursor.rowcount != part.rows:
        raise BackupError(f"{part.name} has {cursor.rowcount} rows, and the backup says {part.rows}.")
