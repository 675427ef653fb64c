"""Where apps say what they erase of a person. Each fills it in `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from portal.core.registry import Registry


@dataclass(frozen=True)
class Leaver:
    """The person who is erased, as they were known until now; `key` is the account's, which stays."""

    key: int
    name: str
    addresses: tuple[str, ...]


Eraser = Callable[[Leaver], None]

erasers: Registry[Eraser] = Registry("erasers")
"""Each takes away what one app keeps of a person and need not keep. They run in the transaction of the
erasure, before the account is emptied. An app whose rows only carry the account's key has nothing to do.
"""
