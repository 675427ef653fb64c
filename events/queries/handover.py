"""What the wheel hands over with a seat: its dates, and when its holder is reminded of them."""

from __future__ import annotations

from datetime import date, time, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.models import Entry
from events.queries.calendar import entry_url
from events.queries.due import DueReminder, planned_reminders, seats_of
from events.queries.sources import WheelDate
from events.rules.enums import State
from events.words import long_when
from portal.core.clock import OSLO, at
from portal.core.handing_over import HandedSeat, HandoverLine
from portal.partnership.rules.seats import SeatFilter


def wheel_handover(seat: HandedSeat, first: date, last: date) -> list[HandoverLine]:
    """The dates the seat is responsible for from `first` to `last`, and those it is reminded of meanwhile.

    Both days included (Oslo). A date comes once, with its first reminder that has not been sent.
    """
    reminders = _first_reminders(seat, first, last)
    dates: dict[str, WheelDate] = {reminder.object_key: reminder.entry for reminder in reminders.values()}
    dates |= {f"events.entry:{entry.pk}": entry for entry in _dates(seat, first, last)}
    return [_line(entry, reminders.get(key)) for key, entry in dates.items()]


def _dates(seat: HandedSeat, first: date, last: date) -> list[Entry]:
    entries = Entry.objects.filter(
        Q(activity__responsible_body__isnull=False)
        | Q(activity__responsible_partner__isnull=False)
        | ~Q(activity__responsible_role=""),
        state__in=[State.TENTATIVE, State.CONFIRMED],
        activity__isnull=False,
        last_day__gte=first,
        first_day__lte=last,
    ).select_related("activity__responsible_body", "activity__responsible_partner")
    return [entry for entry in entries if is_meant(seat, seats_of(entry))]


def _first_reminders(seat: HandedSeat, first: date, last: date) -> dict[str, DueReminder]:
    since = max(timezone.now(), at(first, time(0)))
    found: dict[str, DueReminder] = {}
    for reminder in planned_reminders(since, at(last + timedelta(days=1), time(0))):
        if not reminder.held and is_meant(seat, reminder.seats):
            found.setdefault(reminder.object_key, reminder)
    return found


def is_meant(seat: HandedSeat, seats: SeatFilter) -> bool:
    """Whether the seat is among those meant; as `HeldSeat.fits`, for one that nobody need hold."""
    pairs = ((seats.body, seat.body), (seats.role, seat.role), (seats.partner, seat.partner))
    return bool(seats) and all(wanted in ("", its) for wanted, its in pairs)


def _line(entry: WheelDate, reminder: DueReminder | None) -> HandoverLine:
    when = long_when(entry.first_day, entry.last_day, entry.precision, entry.starts_at)
    if reminder:
        day = date_format(reminder.due_at.astimezone(OSLO).date(), "DATE_FORMAT")
        when = _("%(when)s (reminder on %(day)s)") % {"when": when, "day": day}
    path = entry_url(entry).removeprefix(settings.BASE_URL)
    return HandoverLine(entry.first_day, str(entry.title), when, path)
