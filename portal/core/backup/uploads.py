"""The uploads' folder: what is in it, and putting a whole set of files into an empty one."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.core.backup.failure import BackupError
from portal.core.backup.manifest import FilePart

STAGING = ".restoring-"
"""Begins the name of the folder where files wait until all are there."""
FREE = 64 << 20
"""Bytes of disk that stay free beside what is put back."""


def find_files(root: Path) -> list[str]:
    """The paths of all files below `root`, sorted. Raises BackupError for what is no plain file or folder."""
    found: list[str] = []
    folders = [root] if root.is_dir() else []
    while folders:
        for entry in os.scandir(folders.pop()):
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith(STAGING):
                    folders.append(Path(entry.path))
            elif entry.is_file(follow_symlinks=False):
                found.append(os.path.relpath(entry.path, root))
            else:
                raise BackupError(f"{entry.path} is neither a file nor a folder. Move it out of the uploads.")
    return sorted(found)


def see_room_for(root: Path, files: Iterable[FilePart]) -> None:
    """Raises BackupError when the uploads' folder is not empty, or its disk has no room for the files."""
    remove_leftovers(root)
    if find_files(root):
        raise BackupError(
            f"There are files in {root} already. An empty installation has none: move them away."
        )
    needed = sum(file.size for file in files) + FREE
    nearest = next(folder for folder in (root, *root.parents) if folder.is_dir())
    if shutil.disk_usage(nearest).free < needed:
        raise BackupError(f"There is no room on the disk of {root}: {needed >> 20} MiB are needed.")


def remove_leftovers(root: Path) -> None:
    """What a restore that was ended in the middle left behind."""
    for folder in root.glob(f"{STAGING}*"):
        shutil.rmtree(folder)


@contextmanager
def staging(root: Path) -> Iterator[Path]:
    """A folder beside what will be the uploads, gone afterwards whatever happens."""
    root.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=STAGING, dir=root))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_file(folder: Path, file: FilePart, content: Iterable[bytes]) -> None:
    """Write one file below `folder`, on disk when this returns."""
    path = folder / file.path
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as written:
        for piece in content:
            written.write(piece)
        written.flush()
        os.fsync(written.fileno())
    path.chmod(stat.S_IMODE(file.mode))
    os.utime(path, ns=(file.changed, file.changed))


@contextmanager
def put_in_place(folder: Path, root: Path) -> Iterator[None]:
    """Move what is in `folder` into `root`; if the block then fails, it is all moved back."""
    moved: list[Path] = []
    try:
        for entry in sorted(folder.iterdir()):
            entry.rename(root / entry.name)
            moved.append(entry)
        yield
    except BaseException:
        for entry in moved:
            (root / entry.name).rename(entry)
        raise
