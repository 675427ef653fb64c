"""Fills in the environment of a process that runs on the embedded servers."""

from __future__ import annotations

import os
import secrets
from types import TracebackType
from typing import Self

from portal.core.launcher.embedded import Embedded, join
from portal.core.launcher.environment import is_set, read_dotenv
from portal.core.launcher.failure import LauncherError
from portal.core.launcher.place import Place, own_place, throwaway_place


class Session:
    """What this process holds of the embedded servers; nothing, where the environment names servers."""

    def __init__(self, embedded: Embedded | None) -> None:
        self.embedded = embedded

    def is_lost(self) -> bool:
        """Whether the keeper of the embedded servers was ended from outside."""
        return self.embedded is not None and not self.embedded.is_alive()

    def renew(self) -> None:
        """Have the servers of the same place again, at the same addresses. Raises LauncherError."""
        if self.embedded:
            self.embedded.share.close()
            self.embedded = join(self.embedded.place)

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
        if not is_set("SECRET_KEY"):
            os.environ["SECRET_KEY"] = kept_secret(place)
    if not is_set("REDIS_URL"):
        os.environ["REDIS_URL"] = embedded.redis_url
    return Session(embedded)


def ensure_throwaway() -> Session:
    """The same for tests and measurements: an empty pair of servers that is deleted at the end."""
    if is_set("DATABASE_URL") and is_set("REDIS_URL"):
        return Session(None)
    embedded = join(throwaway_place())
    os.environ.setdefault("DATABASE_URL", embedded.database_url)
    os.environ.setdefault("REDIS_URL", embedded.redis_url)
    return Session(embedded)


def kept_secret(place: Place) -> str:
    """A secret made once per checkout, so that people stay signed in from one run to the next."""
    path = place.state / "secret-key"
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    except OSError as error:
        raise LauncherError(
            f"{path} can't be written ({error.strerror}); see that its folder can be."
        ) from error
    return path.read_text(encoding="ascii").strip()
