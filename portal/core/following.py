"""What people can follow: each app says what it knows of its own things."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from portal.core.registry import Registry
from portal.core.text import Text

if TYPE_CHECKING:  # apps are registered in before models may be imported
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser


@dataclass(frozen=True)
class Followed:
    """A thing as its follower reads of it: where it is, and what happened last."""

    title: Text | str
    url: str
    summary: str
    changed_at: datetime


Followables = Callable[[Sequence[str], "AbstractBaseUser | AnonymousUser"], Mapping[str, Followed]]

#: Kind of thing → the things with these keys, by key. What the reader may not see, and what is no more, is
#: left out.
followables: Registry[Followables] = Registry("followables")
