"""Where the embedded servers keep their data, sockets and locks."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from portal.core.launcher.account import Account, choose_account
from portal.core.launcher.environment import PROJECT
from portal.core.launcher.failure import LauncherError

# A socket's path may be 107 bytes; PostgreSQL adds the lock file `.s.PGSQL.5432.lock` beside it.
LONGEST_SOCKET_FOLDER = 80
# The owner makes and changes the tables; the portal itself signs in as the other, which owns nothing.
OWNER_ROLE = "portal"
WEB_ROLE = "portal_web"


@dataclass(frozen=True)
class Place:
    """The folders of one pair of servers. A throwaway place is fast, unsafe, and deleted at the end."""

    state: Path
    sockets: Path
    binaries: Path
    throwaway: bool = False

    @property
    def users_lock(self) -> Path:
        """Held shared by every process that needs the servers; they stop when nobody holds it."""
        return self.state / "users.lock"

    @property
    def start_lock(self) -> Path:
        """Held alone by the process that is starting or attaching, so that two don't start at once."""
        return self.state / "start.lock"

    @property
    def keeper_lock(self) -> Path:
        """Held alone by the keeper for as long as it lives."""
        return self.state / "keeper.lock"

    @property
    def status(self) -> Path:
        return self.state / "status.json"

    @property
    def database_url(self) -> str:
        """The database as web, worker, beat and ordinary commands reach it."""
        return self.database_url_as(WEB_ROLE)

    @property
    def owner_url(self) -> str:
        """The same database for what changes tables. No password: the folder is private."""
        return self.database_url_as(OWNER_ROLE)

    def database_url_as(self, role: str) -> str:
        return f"postgresql://{role}@{quote(str(self.sockets), safe='')}/portal"

    @property
    def redis_url(self) -> str:
        return f"unix://{self.sockets}/redis.sock"


def own_place(project: Path = PROJECT) -> Place:
    """The place of a checkout: `.run` in it, or a folder of its own in /var/tmp where that can't serve.

    The same checkout gets the same place each time, so that its data is found again.
    """
    account = choose_account()
    mark = f"{hashlib.sha256(os.fsencode(project)).hexdigest()[:10]}-{os.geteuid()}"
    inside = project / ".run"
    state = inside if can_serve(inside, account) else Path("/var/tmp") / f"portal-{mark}"  # noqa: S108
    make_private_folder(state, reached_by=account)
    return Place(state=state, sockets=socket_folder(mark), binaries=state / "binaries")


def throwaway_place() -> Place:
    """An empty place that lasts as long as its servers; the binaries are those of the checkout."""
    account = choose_account()
    roots = [Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")]  # noqa: S108
    root = next(
        (root for root in roots if root.is_dir() and (not account.is_dropped or is_open_to_all(root))), None
    )
    if root is None:
        raise LauncherError(
            "No folder for temporary files can be used; set TMPDIR to one that every account can enter."
        )
    state = Path(tempfile.mkdtemp(prefix="portal-", dir=root))
    if account.is_dropped:
        state.chmod(0o711)
    sockets = socket_folder(f"{state.name[7:]}-{os.getpid()}")
    return Place(state=state, sockets=sockets, binaries=own_place().binaries, throwaway=True)


def can_serve(state: Path, account: Account) -> bool:
    """Whether the folder is, or can be made, ours, with a way in for the account the servers run as."""
    if state.exists():
        if state.is_symlink() or state.stat().st_uid != os.geteuid():
            return False
    elif not os.access(state.parent, os.W_OK):
        return False
    return not account.is_dropped or is_open_to_all(state.parent)


def is_open_to_all(folder: Path) -> bool:
    """Whether every account may pass through the folder and all those above it."""
    return all(step.stat().st_mode & stat.S_IXOTH for step in [folder.resolve(), *folder.resolve().parents])


def socket_folder(mark: str) -> Path:
    """A short path for the sockets, however long the checkout's is. Raises LauncherError."""
    roots: Iterable[Path] = (Path("/tmp"), Path(tempfile.gettempdir()))  # noqa: S108
    for root in roots:
        folder = root / f"portal-{mark}.s"
        if root.is_dir() and os.access(root, os.W_OK) and len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER:
            return folder
    raise LauncherError("No short folder for sockets can be written to; set TMPDIR to one.")


def make_private_folder(
    folder: Path, *, reached_by: Account | None = None, owner: Account | None = None
) -> None:
    """Make a folder only its owner can read; `reached_by` may pass through it to folders of its own.

    Raises LauncherError when something with that name is there and is not ours: in /tmp anybody can put one.
    """
    uid = owner.uid if owner else os.geteuid()
    try:
        folder.mkdir(mode=0o700)
        if owner and owner.is_dropped:
            os.chown(folder, owner.uid, owner.gid)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != uid:
            raise LauncherError(f"{folder} belongs to somebody else; remove it and start again.") from None
    except OSError as error:
        raise LauncherError(
            f"{folder} can't be made ({error.strerror}); see that its folder can be written to."
        ) from error
    folder.chmod(0o711 if reached_by and reached_by.is_dropped else 0o700)
