"""Which of the two database roles a process signs in as.

`DATABASE_URL` is the web role's: web, worker, beat and ordinary commands. `DATABASE_OWNER_URL` is that of the
role that owns the tables, for what changes them and whoever sets DATABASE_AS=owner. Without it one does all.
"""

from __future__ import annotations

import os
from typing import Any

from portal.settings import environment as env


def chosen() -> dict[str, Any]:
    """Django's entry for this process."""
    portal = env.database("DATABASE_URL")
    owner = owners()
    return owner if owner and acts_as_owner() else portal


def acts_as_owner() -> bool:
    return os.environ.get("DATABASE_AS", "").strip() == "owner"


def owners() -> dict[str, Any] | None:
    """The owner's entry; none where one role does all. Ends the process when it is for another database."""
    if not os.environ.get("DATABASE_OWNER_URL", "").strip():
        return None
    entry = env.database("DATABASE_OWNER_URL")
    if entry["NAME"] != env.database("DATABASE_URL")["NAME"]:
        env.stop(
            "DATABASE_OWNER_URL",
            "is for another database than DATABASE_URL.",
            "Write the same address, with the user who owns the tables.",
        )
    return entry


def web_role() -> str:
    """The role that gets rights from the owner after `migrate`; empty where one role does all."""
    owner = owners()
    portal = env.database("DATABASE_URL")
    return portal["USER"] if owner and owner["USER"] != portal["USER"] else ""
