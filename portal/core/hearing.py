"""Who hears of what happens to things with a thread. Each app fills it in `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from portal.core.registry import Registry

if TYPE_CHECKING:  # apps are registered in before models may be imported
    from portal.core.models import Authored, ThreadChange

#: Given the thing as it is now and the new line of its history, in the transaction that writes it.
listeners: Registry[Callable[[Authored, ThreadChange], None]] = Registry("listeners to changes")
#: Kind of thing → the keys of the people who get a mail of their own about each step of such a thing, so that
#: whoever writes to followers leaves them out.
told_anyway: Registry[Callable[[Authored], set[int]]] = Registry("people told anyway")
