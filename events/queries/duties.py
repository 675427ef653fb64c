"""What the wheel asks of a person, for My page: of the seats they hold, and of those they step in for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.queries.asking import Asking, asking
from events.queries.stepping_in import Charge, charges_of
from events.rules.enums import State
from events.words import long_when
from portal.core.awaiting import Sort
from portal.core.clock import today
from portal.core.registry import Duty
from portal.partnership.rules.seats import SeatFilter

SOON = timedelta(days=14)
"""A preparation awaits its owner from this long before it is due."""
FIX_WITHIN = timedelta(days=60)
"""A tentative date awaits those responsible from this long before it begins."""


def wheel_duties(user: Any) -> list[Sort]:
    """Preparations due soon or late, and dates to fix, for the seats the person answers for today.

    One query, and one more for who is a substitute somewhere.
    """
    day = today()
    charges = charges_of(user, day)
    if not charges:
        return []
    seats = [charge.seat for charge in charges]
    rows = asking(seats, day, prepare=day + SOON, fix=day + FIX_WITHIN)
    to_prepare = [
        _preparation_duty(row, charge, day) for row in rows if (charge := _to_prepare(row, charges, day))
    ]
    to_prepare.sort(key=lambda duty: duty.due or day)
    entries = {row.pk: row for row in rows}.values()
    return [
        Sort(key="prepare", heading=gettext_lazy("Preparations"), found=to_prepare),
        Sort(key="fix", heading=gettext_lazy("Dates to fix"), found=_to_fix(entries, charges, day)),
    ]


def _to_prepare(row: Asking, charges: Sequence[Charge], day: date) -> Charge | None:
    """In whose place the row's point awaits the person; none where it does not."""
    if row.point is None or row.ticked or row.due > day + SOON:
        return None
    return _in_charge(charges, row.owner)


def _in_charge(charges: Sequence[Charge], seats: SeatFilter) -> Charge | None:
    """What is one's own comes before what is somebody else's."""
    return next((charge for charge in charges if charge.seat.fits(seats)), None)


def _preparation_duty(row: Asking, charge: Charge, day: date) -> Duty:
    due = row.due
    when = long_when(row.first_day, row.last_day, row.precision, row.starts_at)
    said = [_("Before “%(title)s”, %(when)s.") % {"title": row.title, "when": when}]
    late = (day - due).days
    if late > 0:
        said.append(ngettext("It is %(days)s day late.", "It is %(days)s days late.", late) % {"days": late})
    return Duty(
        title=str(row.point),
        summary=" ".join([*said, *charge.in_words]),
        due=due,
        url=reverse("entry", args=[row.pk]) + "#preparations",
        action=_("Open the check list"),
    )


def _to_fix(entries: Iterable[Asking], charges: Sequence[Charge], day: date) -> list[Duty]:
    """What is counted from another date gets its own with that one, and a period that comes in the same weeks
    each year needs no day: neither is anybody's to fix.
    """
    return [
        Duty(
            title=_("Fix the date of “%(title)s”") % {"title": entry.title},
            summary=" ".join([_tentatively(entry), *charge.in_words]),
            due=entry.first_day,
            url=reverse("entry", args=[entry.pk]),
            action=_("Open the date"),
        )
        for entry in entries
        if entry.state == State.TENTATIVE
        and entry.first_day <= day + FIX_WITHIN
        and entry.fixable
        and (charge := _in_charge(charges, entry.responsible))
    ]


def _tentatively(entry: Asking) -> str:
    when = long_when(entry.first_day, entry.last_day, entry.precision, entry.starts_at)
    return _("Tentatively %(when)s.") % {"when": when}
