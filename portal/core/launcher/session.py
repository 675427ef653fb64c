"""Fills in the environment of a process that runs on the embedded servers."""

from __future__ import annotations

import contextlib
import os
import secrets
from types import TracebackType
from typing import Self

from portal.core.launcher.embedded import Embedded, join
from portal.core.launcher.environment import is_set, read_dotenv
from portal.core.launcher.failure import LauncherError
from portal.core.launcher.place import Place, own_place, throwaway_place

# Names what was prepared from which files; see `fingerprint`.
PREPARED = "prepared.json"


class Session:
    """What this process holds of the embedded servers; nothing, where the environment names servers."""

    def __init__(self, embedded: Embedded | None) -> None:
        self.embedded = embedded

    def has_database(self) -> bool:
        """Whether DATABASE_URL is the embedded one."""
        return self.embedded is not None and os.environ["DATABASE_URL"] == self.embedded.database_url

    def is_lost(self) -> bool:
        """Whether the keeper of the embedded servers was ended from outside."""
        return self.embedded is not None and not self.embedded.is_alive()

    def renew(self) -> None:
        """Have the servers of the same place again, at the same addresses. Raises LauncherError."""
        if self.embedded:
            self.embedded.share.close()
            self.embedded = join(self.embedded.place)

    def forget_preparation(self) -> None:
        """Have the next `make run` prepare the database again."""
        if self.embedded:
            (self.embedded.place.state / PREPARED).unlink(missing_ok=True)

    def close(self) -> None:
        if self.embedded:
            self.embedded.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def ensure_environment() -> Session:
    """Read `.env`, and point DATABASE_URL and REDIS_URL at the embedded servers where they are not set.

    With the embedded DATABASE_URL goes its DATABASE_OWNER_URL.

    Starts the servers or joins those that run; close the result to give them back. Also sets SECRET_KEY to
    one kept for this checkout, when the database is the embedded one. Raises LauncherError.
    """
    read_dotenv()
    if is_set("DATABASE_URL") and is_set("REDIS_URL"):
        return Session(None)
    place = own_place()
    embedded = join(place)
    if not is_set("DATABASE_URL"):
        os.environ["DATABASE_URL"] = embedded.database_url
        os.environ["DATABASE_OWNER_URL"] = embedded.owner_url
        if not is_set("SECRET_KEY"):
            os.environ["SECRET_KEY"] = kept_secret(place)
    if not is_set("REDIS_URL"):
        os.environ["REDIS_URL"] = embedded.redis_url
    return Session(embedded)


def ensure_throwaway() -> Session:
    """The same for tests and measurements: an empty pair of servers that is deleted at the end.

    Here DATABASE_URL is the owner's: tests make databases of their own.
    """
    if is_set("DATABASE_URL") and is_set("REDIS_URL"):
        return Session(None)
    embedded = join(throwaway_place())
    if not is_set("DATABASE_URL"):
        os.environ["DATABASE_URL"] = embedded.owner_url
        os.environ["DATABASE_OWNER_URL"] = ""
    os.environ.setdefault("REDIS_URL", embedded.redis_url)
    return Session(embedded)


def kept_secret(place: Place) -> str:
    """A secret made once per checkout, so that people stay signed in from one run to the next."""
    path = place.state / "secret-key"
    try:
        if not path.exists():
            fresh = path.with_name(f"secret-key.{os.getpid()}")
            fresh.touch(0o600)
            fresh.write_text(secrets.token_urlsafe(50), encoding="ascii")
            # Linked rather than moved: the first of two that start at once decides.
            with contextlib.suppress(FileExistsError):
                path.hardlink_to(fresh)
            fresh.unlink()
    except OSError as error:
        raise LauncherError(
            f"{path} can't be written ({error.strerror}); see that its folder can be."
        ) from error
    return path.read_text(encoding="ascii").strip()
