"""What the wheel asks of a person, for My page: of the seats they hold, and of those they step in for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, Q, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Entry, PreparationDone
from events.queries.stepping_in import Charge, charges_of
from events.rules.enums import State
from events.words import long_when
from portal.core.clock import today
from portal.core.registry import Duty
from portal.core.text import Text
from portal.partnership.rules.seats import SeatFilter

SOON = timedelta(days=14)
"""A preparation awaits its owner from this long before it is due."""
FIX_WITHIN = timedelta(days=60)
"""A tentative date awaits those responsible from this long before it begins."""
POINT = {
    "point": "pk",
    "point_text": "text",
    "point_days": "days_before",
    "point_body": "owner_body__key",
    "point_role": "owner_role",
    "point_partner": "owner_partner__key",
}


def wheel_duties(user: Any) -> list[Duty]:
    """Preparations due soon or late, and dates to fix, for the seats the person answers for today.

    One query, and one more for who is a substitute somewhere.
    """
    day = today()
    charges = charges_of(user, day)
    if not charges:
        return []
    rows = list(_rows(charges, day))
    to_prepare = [
        _preparation_duty(row, charge, day) for row in rows if (charge := _to_prepare(row, charges, day))
    ]
    entries = {row.pk: row for row in rows}.values()
    return [*to_prepare, *_to_fix(entries, charges, day)]


def _rows(charges: Sequence[Charge], day: date) -> Iterable[Entry]:
    """The dates that may ask something, once for each open point of their check list that is the person's.

    A date is over, held or cancelled and asks nothing. Where the person has nothing to prepare for it, but is
    to fix it, it comes once for each point of others.
    """
    ticked = PreparationDone.objects.filter(entry=OuterRef("pk"), preparation=OuterRef("point"))
    # Its own condition of what is due: most points of a year's dates are not yet.
    due_soon = Q(first_day__lte=ExpressionWrapper(F("point_days") + Value(day + SOON), DateField()))
    to_prepare = (
        Q(point__isnull=False, ticked=False)
        & due_soon
        & _theirs(charges, "point_body", "point_role", "point_partner")
    )
    to_fix = Q(state=State.TENTATIVE, first_day__lte=day + FIX_WITHIN) & _theirs(
        charges,
        "activity__responsible_body__key",
        "activity__responsible_role",
        "activity__responsible_partner__key",
    )
    return (
        Entry.objects.filter(
            state__in=[State.TENTATIVE, State.CONFIRMED],
            last_day__gte=day,
            first_day__lte=day + timedelta(days=366) + SOON,
        )
        .annotate(**{name: F(f"activity__preparations__{field}") for name, field in POINT.items()})
        .annotate(ticked=Exists(ticked))
        .filter(to_prepare | to_fix)
        .select_related("activity__responsible_body", "activity__responsible_partner")
    )


def _to_prepare(row: Any, charges: Sequence[Charge], day: date) -> Charge | None:
    """In whose place the row's point awaits the person; none where it does not."""
    if row.point is None or row.ticked or _due(row) > day + SOON:
        return None
    owner = SeatFilter(row.point_body or "", row.point_role, row.point_partner or "")
    return _in_charge(charges, owner)


def _in_charge(charges: Sequence[Charge], seats: SeatFilter) -> Charge | None:
    """What is one's own comes before what is somebody else's."""
    return next((charge for charge in charges if charge.seat.fits(seats)), None)


def _due(row: Any) -> date:
    return row.first_day - timedelta(days=row.point_days)  # type: ignore[no-any-return]


def _preparation_duty(row: Any, charge: Charge, day: date) -> Duty:
    due = _due(row)
    when = long_when(row.first_day, row.last_day, row.precision, row.starts_at)
    said = [_("Before “%(title)s”, %(when)s.") % {"title": row.title, "when": when}]
    late = (day - due).days
    if late > 0:
        said.append(ngettext("It is %(days)s day late.", "It is %(days)s days late.", late) % {"days": late})
    return Duty(
        title=str(_text(row.point_text)),
        summary=" ".join([*said, *charge.in_words]),
        due=due,
        url=reverse("entry", args=[row.pk]) + "#preparations",
        action=_("Open the check list"),
    )


def _text(value: Any) -> Text:
    return value if isinstance(value, Text) else Text.of(value)


def _to_fix(entries: Iterable[Entry], charges: Sequence[Charge], day: date) -> list[Duty]:
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
        and entry.activity
        and not entry.activity.fixed
        and entry.activity.when.anchor is None
        and (charge := _in_charge(charges, entry.activity.responsible))
    ]


def _tentatively(entry: Entry) -> str:
    when = long_when(entry.first_day, entry.last_day, entry.precision, entry.starts_at)
    return _("Tentatively %(when)s.") % {"when": when}


def _theirs(charges: Sequence[Charge], body: str, role: str, partner: str) -> Q:
    """`HeldSeat.fits` as a condition on the fields of those names."""
    mine = Q(pk__in=[])
    for charge in charges:
        mine |= (
            (Q(**{f"{body}__isnull": True}) | Q(**{body: charge.seat.body}))
            & Q(**{f"{role}__in": ["", charge.seat.role]})
            & (Q(**{f"{partner}__isnull": True}) | Q(**{partner: charge.seat.partner}))
        )
    nobody = Q(**{f"{body}__isnull": True, role: "", f"{partner}__isnull": True})
    return mine & ~nobody
