"""The work that a year's dates bring, and the time the team has for it."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Sum

from events.models import Entry
from events.rules.effort import Week, Work, weeks_of
from events.rules.enums import State
from portal.partnership.models import Seat
from portal.partnership.queries.quiet import quiet_between

LONGEST = timedelta(weeks=26)


def effort_of(year: int) -> list[Week]:
    """Every ISO week of `year`, whatever the number of dates in three queries. Examples do not count."""
    first, after = date.fromisocalendar(year, 1, 1), date.fromisocalendar(year + 1, 1, 1)
    entries = (
        Entry.objects.filter(
            activity__effort_hours__gt=0,
            is_example=False,
            first_day__gte=first,
            first_day__lt=after + LONGEST,
        )
        .exclude(state=State.CANCELLED)
        .select_related("activity")
    )
    work = [
        Work(str(entry.title), entry.first_day, entry.activity.effort_hours, entry.activity.effort_weeks)
        for entry in entries
        if entry.activity
    ]
    return weeks_of(year, work, percent=team_percent(), quiet=quiet_between(first, after))


def team_percent() -> int:
    """The team's seats together, in per cent of a full position."""
    seats = Seat.objects.filter(body__kind="team")
    return int(seats.aggregate(percent=Sum("percent"))["percent"] or 0)
