"""Tells whether the files a step of preparation reads have changed since it was last done."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from portal.core.launcher.environment import PROJECT

PASSED_OVER = {"__pycache__", "node_modules", "staticfiles", "media", "tests", "docs"}


def fingerprint(roots: Iterable[Path], suffixes: tuple[str, ...], *more: str) -> str:
    """A digest of names, sizes and times of the files below `roots`, and of `more`."""
    digest = hashlib.sha256(repr(more).encode())
    for path in sorted(file for root in roots for file in files_below(root)):
        if path.name.endswith(suffixes):
            found = path.stat()
            digest.update(f"{path}|{found.st_size}|{found.st_mtime_ns}\n".encode(errors="surrogateescape"))
    return digest.hexdigest()


def files_below(root: Path) -> Iterator[Path]:
    if root.is_file():
        yield root
    for folder, names, files in os.walk(root):
        names[:] = [name for name in names if name not in PASSED_OVER and not name.startswith(".")]
        yield from (Path(folder) / file for file in files)


def current_fingerprints(partnership: Path) -> dict[str, str]:
    """What each step of preparation depends on, by the step's name."""
    lock = PROJECT / "requirements.lock"
    return {
        "catalogues": fingerprint([PROJECT / "locale"], (".po",)),
        "static": fingerprint([PROJECT / "static", lock], ("",)),
        "database": fingerprint([PROJECT, partnership], (".py", ".toml", ".lock"), str(partnership)),
    }


def steps_to_do(stamp: Path, current: dict[str, str], *, keeps_database: bool) -> list[str]:
    """The steps whose files changed, or whose product is gone.

    A database of the installation's own is looked at each time: the address may lead to another by now.
    """
    done = _read(stamp)
    has_product = {
        "catalogues": any((PROJECT / "locale").rglob("*.mo")),
        "static": (PROJECT / "staticfiles").is_dir(),
        "database": keeps_database,
    }
    return [step for step, mark in current.items() if done.get(step) != mark or not has_product[step]]


def write_stamp(stamp: Path, current: dict[str, str], *, keeps_database: bool) -> None:
    """Remember what was done. What an installation's own database got says nothing about the embedded one."""
    done = current if keeps_database else current | {"database": _read(stamp).get("database", "")}
    stamp.write_text(json.dumps(done), encoding="utf-8")


def _read(stamp: Path) -> dict[str, str]:
    try:
        done: dict[str, str] = json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return done
