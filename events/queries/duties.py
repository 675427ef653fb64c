"""What the wheel asks of a person, for My page."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Entry, Preparation, PreparationDone
from events.queries.preparation import due_day
from events.rules.enums import State
from events.words import long_when
from portal.core.clock import today
from portal.core.registry import Duty
from portal.partnership.queries.standing import HeldSeat, standing_of

SOON = timedelta(days=14)
"""A preparation awaits its owner from this long before it is due."""
FIX_WITHIN = timedelta(days=60)
"""A tentative date awaits those responsible from this long before it begins."""


def wheel_duties(user: Any) -> list[Duty]:
    """Preparations due soon or late, and dates to fix, for the seats the person holds. Three queries."""
    seats = [seat for seat in standing_of(user).seats if not seat.as_substitute]
    if not seats:
        return []
    day = today()
    preparations = list(Preparation.objects.filter(_theirs("owner", seats)))
    entries = _entries(seats, [preparation.activity_id for preparation in preparations], day)
    return [*_to_prepare(preparations, entries, day), *_to_fix(seats, entries, day)]


def _entries(seats: list[HeldSeat], activities: list[int], day: date) -> list[Entry]:
    """The dates that may ask something of the person: not over, and neither held nor cancelled."""
    to_prepare = Q(activity__in=activities)
    to_fix = Q(state=State.TENTATIVE, first_day__lte=day + FIX_WITHIN) & _theirs(
        "activity__responsible", seats
    )
    return list(
        Entry.objects.filter(
            to_prepare | to_fix,
            state__in=[State.TENTATIVE, State.CONFIRMED],
            last_day__gte=day,
            first_day__lte=day + timedelta(days=366) + SOON,
        ).select_related("activity__responsible_body", "activity__responsible_partner")
    )


def _to_prepare(preparations: list[Preparation], entries: list[Entry], day: date) -> list[Duty]:
    by_activity: dict[int | None, list[Preparation]] = defaultdict(list)
    for preparation in preparations:
        by_activity[preparation.activity_id].append(preparation)
    due = [
        (entry, preparation)
        for entry in entries
        for preparation in by_activity[entry.activity_id]
        if due_day(entry, preparation) <= day + SOON
    ]
    if not due:
        return []
    ticks = PreparationDone.objects.filter(entry__in={entry.pk for entry, _preparation in due})
    done = set(ticks.values_list("entry_id", "preparation_id"))
    return [
        _preparation_duty(entry, preparation, day)
        for entry, preparation in due
        if (entry.pk, preparation.pk) not in done
    ]


def _preparation_duty(entry: Entry, preparation: Preparation, day: date) -> Duty:
    due = due_day(entry, preparation)
    when = long_when(entry.first_day, entry.last_day, entry.precision, entry.starts_at)
    summary = _("Before “%(title)s”, %(when)s.") % {"title": entry.title, "when": when}
    late = (day - due).days
    if late > 0:
        said = ngettext("It is %(days)s day late.", "It is %(days)s days late.", late) % {"days": late}
        summary = f"{summary} {said}"
    return Duty(
        title=str(preparation.text),
        summary=summary,
        due=due,
        url=reverse("entry", args=[entry.pk]) + "#preparations",
        action=_("Open the check list"),
    )


def _to_fix(seats: list[HeldSeat], entries: list[Entry], day: date) -> list[Duty]:
    """What is counted from another date gets its own with that one, and a period that comes in the same weeks
    each year needs no day: neither is anybody's to fix.
    """
    return [
        Duty(
            title=_("Fix the date of “%(title)s”") % {"title": entry.title},
            summary=_("Tentatively %(when)s.")
            % {"when": long_when(entry.first_day, entry.last_day, entry.precision, entry.starts_at)},
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
        and any(seat.fits(entry.activity.responsible) for seat in seats)
    ]


def _theirs(prefix: str, seats: list[HeldSeat]) -> Q:
    """`HeldSeat.fits` as a condition on the three fields that begin with `prefix`."""
    mine = Q(pk__in=[])
    for seat in seats:
        mine |= (
            (Q(**{f"{prefix}_body": None}) | Q(**{f"{prefix}_body__key": seat.body}))
            & Q(**{f"{prefix}_role__in": ["", seat.role]})
            & (Q(**{f"{prefix}_partner": None}) | Q(**{f"{prefix}_partner__key": seat.partner}))
        )
    nobody = Q(**{f"{prefix}_body": None, f"{prefix}_role": "", f"{prefix}_partner": None})
    return mine & ~nobody
