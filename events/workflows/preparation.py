"""Ticking off what is prepared for a date."""

from __future__ import annotations

from events.models import Entry, Preparation, PreparationDone
from portal.partnership.models import User


def tick(entry: Entry, preparation: Preparation, *, by: User) -> bool:
    """Note that it is done, and by whom. Gives whether this was the first tick; a second one changes nothing.

    Safe at once: the database holds one tick per date and point.
    """
    _done, first = PreparationDone.objects.get_or_create(
        entry=entry, preparation=preparation, defaults={"by": by}
    )
    return first


def untick(entry: Entry, preparation: Preparation) -> bool:
    """Note that it is not done after all. Gives whether it had been ticked."""
    gone, _rows = PreparationDone.objects.filter(entry=entry, preparation=preparation).delete()
    return gone > 0
