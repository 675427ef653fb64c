"""What lies in the outbox, where, and for how long."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum

from django.db.models import Count, Q, QuerySet

from portal.core.models.outbox import OutboxMessage, OutboxState

LATE_AFTER = timedelta(minutes=10)


def count_unattended(now: datetime) -> int:
    """Mails that could have left ten minutes ago and that nobody has taken.

    Mail that is pausing after a failed attempt does not count: somebody is at it.
    """
    return OutboxMessage.objects.due(now - LATE_AFTER).count()


class Shelf(Enum):
    """How the outbox is shown: every mail lies on one shelf. A mail gathered into a digest goes with it."""

    WAITING = (OutboxState.WAITING, OutboxState.SENDING)
    HELD = (OutboxState.HELD,)
    UNCERTAIN = (OutboxState.UNCERTAIN,)
    FAILED = (OutboxState.FAILED,)
    SENT = (OutboxState.SENT,)
    DROPPED = (OutboxState.DROPPED,)


def on_shelf(shelf: Shelf) -> QuerySet[OutboxMessage]:
    """The mails of a shelf without their texts: what leaves soonest first, else the latest first."""
    states = Q(state__in=shelf.value)
    if shelf is Shelf.WAITING:
        states |= Q(state=OutboxState.GATHERED, digest=None)
    rows = OutboxMessage.objects.filter(states).select_related("recipient")
    order = ["send_after", "pk"] if shelf in {Shelf.WAITING, Shelf.HELD} else ["-due_at", "-pk"]
    return rows.defer("text", "html", "calendar", "headers").order_by(*order)


def count_shelves() -> dict[Shelf, int]:
    """How many mails lie where. One query."""
    numbers = dict(
        OutboxMessage.objects.exclude(state=OutboxState.GATHERED, digest__isnull=False)
        .order_by()
        .values_list("state")
        .annotate(Count("pk"))
    )
    numbers[OutboxState.WAITING] = numbers.get(OutboxState.WAITING, 0) + numbers.get(OutboxState.GATHERED, 0)
    return {shelf: sum(numbers.get(state, 0) for state in shelf.value) for shelf in Shelf}


def count_troubled() -> tuple[int, int]:
    """How many mails have failed and how many are uncertain: what somebody must look at."""
    troubled = OutboxMessage.objects.filter(state__in=[OutboxState.FAILED, OutboxState.UNCERTAIN])
    numbers = dict(troubled.order_by().values_list("state").annotate(Count("pk")))
    return numbers.get(OutboxState.FAILED, 0), numbers.get(OutboxState.UNCERTAIN, 0)
