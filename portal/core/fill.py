"""Which app fills the portal with which kind of invented objects, to see it work at scale."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from portal.core.registry import Registry
from portal.core.rules.prose import Prose

if TYPE_CHECKING:  # apps are registered in before models may be imported
    from portal.core.models.threaded import Threaded


@dataclass(frozen=True, kw_only=True)
class Filler:
    """Makes objects of one threaded kind: `share` of all that is made, beside those of the other fillers.

    `make` gives one object, not saved, marked as an example, as it might be on an Oslo day. What it refers to
    must be saved already; its key may not collide with anything.
    """

    kind: str
    share: int
    make: Callable[[Prose, date], Threaded]


fillers: Registry[Filler] = Registry("fillers")
