"""What is kept about a person, as each app gives it out to that person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from portal.core.registry import Registry

if TYPE_CHECKING:  # apps are registered in before models may be imported
    from django.contrib.auth.base_user import AbstractBaseUser

Export = Callable[["AbstractBaseUser"], Any]

#: Name of the part → all of it about one person, as values that JSON has, dates and moments besides.
#: Nothing that lets anybody in: no secrets, codes or keys.
exports: Registry[Export] = Registry("exports")


def everything_about(user: AbstractBaseUser, now: datetime) -> dict[str, Any]:
    """Every part, by name, with the moment it was read (UTC)."""
    return {"read_at": now, **{name: export(user) for name, export in exports.items()}}
