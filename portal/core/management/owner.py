"""Which commands need the role that owns the tables. Read before the settings are."""

from __future__ import annotations

import os
from collections.abc import Sequence

# A database that was never migrated has given the web role nothing yet, so even looking needs the owner.
OWNER_COMMANDS = {
    "createcachetable",
    "fill",  # builds indexes anew
    "flush",
    "makemigrations",
    "migrate",
    "pgtrigger",
    "restore",
    "showmigrations",
}


def needs_owner(arguments: Sequence[str]) -> bool:
    """Whether the command line is one of those."""
    return not OWNER_COMMANDS.isdisjoint(arguments[1:2])


def act_as_owner() -> None:
    """Have the settings choose DATABASE_OWNER_URL, in this process and those it starts."""
    os.environ["DATABASE_AS"] = "owner"


def address_name() -> str:
    """The variable that holds the address this process uses."""
    as_owner = os.environ.get("DATABASE_AS") == "owner" and os.environ.get("DATABASE_OWNER_URL", "").strip()
    return "DATABASE_OWNER_URL" if as_owner else "DATABASE_URL"
