"""Makes the tentative plan of a year from the wheel's activities."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from events.models import Activity, Entry
from events.rules.chain import plan_year
from events.rules.reading import check_year
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
        Entry.made_from(activities[key], year, number, span)
        for key, spans in planned.items()
        for number, span in enumerate(spans, start=1)
    ]
    before = Entry.objects.filter(year=year, activity__isnull=False).count()
    Entry.objects.bulk_create(wanted, ignore_conflicts=True)
    after = Entry.objects.filter(year=year, activity__isnull=False).count()
    return Rolled(made=after - before, kept=before)
