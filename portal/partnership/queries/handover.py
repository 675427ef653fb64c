"""What comes with a seat: the duties that are open now, and the dates and reminders of the next 90 days."""

from __future__ import annotations

import copy
import logging
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction

from portal.core.awaiting import told
from portal.core.clock import today
from portal.core.handing_over import HandedSeat, HandoverLine, handovers
from portal.core.registry import Duty, duties
from portal.partnership.models import Seat, User
from portal.partnership.queries.standing import NOBODY, HeldSeat, Standing

logger = logging.getLogger(__name__)

AHEAD = timedelta(days=90)
MOST = 50
"""So many duties of a sort are listed at most."""


@dataclass(frozen=True)
class Baggage:
    """What a seat brings with it, in the active language."""

    duties: list[Duty] = field(default_factory=list)
    lines: list[HandoverLine] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.duties or self.lines)


def handed(seat: Seat) -> HandedSeat:
    return HandedSeat(seat.key, seat.body.key, seat.role, seat.partner.key if seat.partner else "")


def comes_with(seat: Seat, person: User, first_day: date) -> Baggage:
    """What `person` takes on with `seat`: its open duties, and what lies in the 90 days from `first_day`.

    An app that can't answer is left out: a list that is short must not stop a seat from changing hands.
    """
    lines: list[HandoverLine] = []
    for name, handover in handovers.items():
        try:
            with transaction.atomic():
                lines += handover.lines(handed(seat), first_day, first_day + AHEAD)
        except Exception:
            logger.exception("“%s” could not say what comes with the seat %s.", name, seat.key)
    return Baggage(duties_of_seat(seat, person), sorted(lines, key=lambda line: line.day or date.max))


def duties_of_seat(seat: Seat, person: User) -> list[Duty]:
    """What would await `person` today because of this seat alone."""
    without = set(_duties(_seen_as(person, NOBODY)))
    found = [
        duty
        for duty in _duties(_seen_as(person, Standing(seats=(HeldSeat.of(seat, as_substitute=False),))))
        if duty not in without
    ]
    return sorted(found, key=lambda duty: duty.due or date.max)


def _duties(person: User) -> list[Duty]:
    found: list[Duty] = []
    for name, source in duties.items():
        try:
            with transaction.atomic():
                found += told(source(person), most=MOST)
        except Exception:
            logger.exception("“%s” could not say what awaits the holder of a seat.", name)
    return found


def _seen_as(person: User, standing: Standing) -> User:
    """The same person as though `standing` were all they are today; nothing of it is stored."""
    other = copy.copy(person)
    other.__dict__["_standings"] = {today(): standing}
    return other
