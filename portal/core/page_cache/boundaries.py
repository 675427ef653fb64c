"""Until when a page says the truth by itself: the clock changes pages too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.utils import timezone

from portal.core.clock import OSLO
from portal.core.registry import Registry

#: Apps whose pages change at other moments than midnight tell the next one after now, if there is one.
boundaries: Registry[Callable[[datetime], datetime | None]] = Registry("clock boundaries")


def next_boundary(now: datetime | None = None) -> datetime:
    """The next moment at which a page may read differently though nobody has written anything."""
    now = now or timezone.now()
    tomorrow = (now.astimezone(OSLO) + timedelta(days=1)).date()
    midnight = datetime.combine(tomorrow, time.min, OSLO)
    told = [moment for tell in boundaries if (moment := tell(now)) is not None and moment > now]
    return min([midnight, *told])
