"""Makes the tentative plan of a year from the wheel's activities."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from events.models import Activity, Entry
from events.rules.chain import plan_year
from events.rules.enums import State
from events.rules.reading import check_year
from events.rules.recurrence import Span
from portal.partnership.queries.quiet import quiet_time


@dataclass(frozen=True)
class Rolled:
    """How many entries the year got now, and how many it had already."""

    made: int
    kept: int


@transaction.atomic
def roll_wheel(year: int) -> Rolled:
    """Give `year` an entry for each occurrence that has none; what is there stays as people left it.

    Safe to run twice, also at once: the database holds one entry per activity, year and number.
    Raises RecurrenceError when an activity's recurrence can't be worked out.
    """
    check_year(year)
    activities = {activity.key: activity for activity in Activity.objects.all()}
    planned = plan_year({key: a.when for key, a in activities.items()}, year, quiet=quiet_time(year))
    wanted = [
        _entry(activities[key], year, number, span)
        for key, spans in planned.items()
        for number, span in enumerate(spans, start=1)
    ]
    before = Entry.objects.filter(year=year, activity__isnull=False).count()
    Entry.objects.bulk_create(wanted, ignore_conflicts=True)
    after = Entry.objects.filter(year=year, activity__isnull=False).count()
    return Rolled(made=after - before, kept=before)


def _entry(activity: Activity, year: int, number: int, span: Span) -> Entry:
    exact = span.precision == "date"
    return Entry(
        activity=activity,
        year=year,
        number=number,
        title=activity.title,
        summary=activity.summary,
        kind=activity.kind,
        audience=activity.audience,
        shown_to=activity.shown_to,
        first_day=span.first,
        last_day=span.last,
        precision=span.precision,
        state=State.CONFIRMED if activity.fixed and exact else State.TENTATIVE,
        starts_at=activity.starts_at if exact else None,
        ends_at=activity.ends_at if exact else None,
        place=activity.place,
    )
