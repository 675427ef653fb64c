"""Which account the embedded servers run as. PostgreSQL refuses root, and Redis has no need of it."""

from __future__ import annotations

import os
import pwd
from dataclasses import dataclass

from portal.core.launcher.failure import LauncherError


@dataclass(frozen=True)
class Account:
    """A user of the machine; `is_dropped` when it is not the one who runs this process."""

    uid: int
    gid: int
    is_dropped: bool


def choose_account() -> Account:
    """Whoever runs this process; for root, `nobody` or else the first account that is not root.

    Raises LauncherError when root has no other account to turn to.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), is_dropped=False)
    others = sorted(
        (entry for entry in pwd.getpwall() if entry.pw_uid != 0), key=lambda entry: entry.pw_name != "nobody"
    )
    if not others:
        raise LauncherError(
            "PostgreSQL can't run as root, and this machine has no other account. "
            "Add one (useradd portal), or set DATABASE_URL and REDIS_URL to servers of your own."
        )
    return Account(others[0].pw_uid, others[0].pw_gid, is_dropped=True)
