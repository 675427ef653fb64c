"""What a backup says about itself."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any, TypeVar

from portal.core.backup.failure import BackupError

FORMAT = 1
LARGEST = 256 << 20
"""Bytes of manifest that are read into memory: room for more than a million uploads."""

T = TypeVar("T")


@dataclass(frozen=True)
class TablePart:
    """One table's rows, as PostgreSQL's COPY writes them: in the order of the key, columns by name."""

    name: str
    columns: tuple[str, ...]
    rows: int
    size: int
    sha256: str


@dataclass(frozen=True)
class FilePart:
    """One upload: its path below the uploads' folder, its rights, and when it was changed (nanoseconds)."""

    path: str
    mode: int
    changed: int
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """`made_at` is UTC in ISO form; `sequences` holds the number each gives next."""

    made_at: str
    postgresql: int
    migrations: tuple[tuple[str, str], ...]
    tables: tuple[TablePart, ...]
    sequences: dict[str, int]
    files: tuple[FilePart, ...]
    format: int = FORMAT

    def as_bytes(self) -> bytes:
        # ASCII: a file name that is not UTF-8 stands as lone surrogates, which JSON can escape.
        return json.dumps(asdict(self), indent=1).encode("ascii")


def read_manifest(content: bytes) -> Manifest:
    """Raises BackupError when it is not one, or one of another format."""
    try:
        values = json.loads(content)
        if _take(values, "format", int) != FORMAT:
            raise BackupError("This backup has a format of another version of the portal; use that version.")
        return Manifest(
            made_at=_take(values, "made_at", str),
            postgresql=_take(values, "postgresql", int),
            migrations=tuple((str(app), str(name)) for app, name in _take(values, "migrations", list)),
            tables=tuple(_table(row) for row in _take(values, "tables", list)),
            sequences={str(k): int(v) for k, v in _take(values, "sequences", dict).items()},
            files=_files(_take(values, "files", list)),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BackupError("The file's own description can't be read: it is damaged.") from None


def _table(row: Any) -> TablePart:
    columns = tuple(str(name) for name in _take(row, "columns", list))
    return TablePart(_take(row, "name", str), columns, *_measures(row, "rows"))


def _measures(row: Any, first: str) -> tuple[int, int, str]:
    return _take(row, first, int), _take(row, "size", int), _take(row, "sha256", str)


def _files(rows: list[Any]) -> tuple[FilePart, ...]:
    files = tuple(
        FilePart(_take(row, "path", str), _take(row, "mode", int) & 0o777, *_measures(row, "changed"))
        for row in rows
    )
    paths = [file.path for file in files]
    for path in paths:
        if not is_below(path):
            raise BackupError(f"The file would put “{path[:80]!a}” outside the uploads: it is not ours.")
    if len(set(paths)) < len(paths):
        raise BackupError("The file holds the same upload twice: it is not ours.")
    return files


def is_below(path: str) -> bool:
    """Whether a path in a manifest stays below the uploads' folder, and is written in the one way."""
    parts = path.split("/")
    plain = all(part not in {"", ".", ".."} for part in parts) and "\0" not in path
    return plain and str(PurePosixPath(path)) == path


def _take(values: Any, key: str, kind: type[T]) -> T:
    value = values[key]
    if not isinstance(value, kind) or isinstance(value, bool):
        raise TypeError(key)
    return value
