"""Makes a backup: the database as it is at one moment, and the uploads, in one file."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import psycopg
from django.conf import settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from portal.core.backup.archive import CHUNK, MANIFEST, SUM, finish, writing_member
from portal.core.backup.failure import BackupError
from portal.core.backup.manifest import FilePart, Manifest, TablePart
from portal.core.backup.tables import (
    PLAIN_FORMS,
    Table,
    applied_migrations,
    find_tables,
    next_numbers,
    server_version,
)
from portal.core.backup.uploads import find_files


def back_up(path: Path) -> Manifest:
    """Write the whole installation to `path`, which only its owner can read, and say what is in it.

    The file gets its name when it is whole and on disk. The portal may be in use meanwhile: the tables are
    all as they were at one moment; uploads are never changed once they are there, and one that is removed
    meanwhile is left out. Raises BackupError when there is a file already, or when something can't be read.
    """
    uploads = Path(settings.MEDIA_ROOT)
    if path.exists() or path.is_symlink():
        raise BackupError(f"{path} is there already. Give the backup another name, or move that one.")
    if uploads.resolve() in path.resolve().parents:
        raise BackupError(f"{path} is among the uploads, which the backup holds. Give it another place.")
    try:
        with _appearing_whole(path) as file:
            return _write(file, uploads)
    except OSError as error:
        raise BackupError(f"{error.filename or path}: {error.strerror}.") from error


@contextmanager
def _appearing_whole(path: Path) -> Iterator[BinaryIO]:
    """A file that has its name only once all of it is on disk; otherwise nothing is left of it."""
    number, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(number, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        _force_to_disk(path.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _force_to_disk(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _write(file: BinaryIO, uploads: Path) -> Manifest:
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for form in PLAIN_FORMS:
            cursor.execute(form)
        tables = find_tables(cursor)
        manifest = Manifest(
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            postgresql=server_version(cursor),
            migrations=applied_migrations(cursor),
            tables=tuple(_write_table(file, cursor, table, n) for n, table in enumerate(tables)),
            sequences=next_numbers(cursor),
            files=tuple(_write_files(file, uploads)),
        )
    content = manifest.as_bytes()
    with writing_member(file, MANIFEST) as body:
        body.write(content)
    with writing_member(file, SUM) as body:
        body.write(hashlib.sha256(content).hexdigest().encode("ascii"))
    finish(file)
    return manifest


def _write_table(file: BinaryIO, cursor: CursorWrapper, table: Table, number: int) -> TablePart:
    with writing_member(file, f"tables/{number:06}") as body:
        try:
            with cursor.copy(table.copy_out()) as copy:
                for piece in copy:
                    body.write(piece)
        except psycopg.Error as error:
            raise BackupError(f"The table {table.name} can't be read ({_reason(error)}).") from error
    return TablePart(table.name, table.columns, cursor.rowcount, body.size, body.sha256)


def _write_files(file: BinaryIO, uploads: Path) -> Iterator[FilePart]:
    number = 0
    for path in find_files(uploads):
        try:
            source = os.fdopen(os.open(uploads / path, os.O_RDONLY | os.O_NOFOLLOW), "rb")
        except FileNotFoundError:
            continue
        with source, writing_member(file, f"uploads/{number:06}") as body:
            while piece := source.read(CHUNK):
                body.write(piece)
            status = os.fstat(source.fileno())
        number += 1
        yield FilePart(path, stat.S_IMODE(status.st_mode), status.st_mtime_ns, body.size, body.sha256)


def _reason(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
