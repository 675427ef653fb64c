"""Adding and changing the wheel's activities. Dates on the wheel change only where that is asked for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.text import slugify

from events.models import Activity, Entry
from events.queries.activity import others
from events.queries.renewal import Renewal, renewals
from events.rules.draft import ActivityDraft
from events.rules.preview import spans_of
from portal.partnership.models import Partnership, User

RESERVED = frozenset({"ny", "nytt"})
"""Words that stand in addresses where a key may stand."""
LONGEST_KEY = 60
ROOM_FOR_NUMBER = 5
LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "ae", "Ø": "o", "Å": "a"})


@transaction.atomic
def add_activity(draft: ActivityDraft, *, by: User, years: Collection[int], day: date) -> Activity:
    """Make the activity, and its entries in `years` that are not over on `day`; no other year is touched.

    The partnership's file leaves it alone. Raises RecurrenceError where it is counted from what is not there.
    """
    # One at a time, so that two of the same name get keys and places of their own.
    Partnership.objects.select_for_update().first()
    last = Activity.objects.aggregate(last=Max("position"))["last"]
    activity = Activity(key=_free_key(draft), position=0 if last is None else last + 1)
    write_draft(activity, draft)
    _save(activity, by)
    for year in sorted(years):
        put_on_wheel(activity, year, day=day)
    return activity


@transaction.atomic
def change_activity(
    activity: Activity, draft: ActivityDraft, *, by: User, day: date, renew: int | None = None
) -> list[Renewal]:
    """Change the activity. Entries stay as they are, but for those of the year `renew` nobody has touched.

    Gives what was renewed. From now on the partnership's file leaves the activity alone. Raises
    RecurrenceError where it is counted from itself, and ValueError for a year that has begun.
    """
    locked = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    write_draft(locked, draft)
    _save(locked, by)
    return renew_year(locked, renew, day=day) if renew is not None else []


def put_on_wheel(activity: Activity, year: int, *, day: date) -> int:
    """Give `year` the activity's entries that are not over on `day`; returns how many it got.

    Safe to run twice: the database holds one entry per activity, year and number.
    """
    spans = spans_of(activity.key, year, others().around_of(activity.key, activity.when))
    wanted = [
        Entry.made_from(activity, year, number, span) for number, span in spans.items() if span.last >= day
    ]
    before = activity.entries.filter(year=year).count()
    Entry.objects.bulk_create(wanted, ignore_conflicts=True)
    return activity.entries.filter(year=year).count() - before


@transaction.atomic
def renew_year(activity: Activity, year: int, *, day: date) -> list[Renewal]:
    """Make the dates of a coming year that nobody has touched what the activity says now (see `renewals`).

    Raises ValueError for a year that has begun on `day`: its dates are moved one by one.
    """
    if year <= day.year:
        raise ValueError(f"The dates of {year} are moved one by one.")
    list(Entry.objects.select_for_update().filter(year=year))
    found = renewals(activity, others(), year, day)
    for renewal in found:
        if renewal.entry is None:
            continue
        if renewal.wanted is None:
            renewal.entry.delete()
        else:
            _take_over(renewal.entry, renewal.wanted, renewal.names)
    new = [renewal.wanted for renewal in found if renewal.entry is None and renewal.wanted]
    Entry.objects.bulk_create(new, ignore_conflicts=True)
    return found


def _take_over(entry: Entry, wanted: Entry, names: tuple[str, ...]) -> None:
    values = {name: getattr(wanted, name) for name in names}
    Entry.objects.filter(pk=entry.pk).update(**values, sequence=F("sequence") + 1, updated_at=timezone.now())


def write_draft(activity: Activity, draft: ActivityDraft) -> None:
    """Let the activity say what the draft says; not saved."""
    values: dict[str, Any] = {name: getattr(draft, name) for name in draft.__dataclass_fields__}
    values["recurrence"] = draft.recurrence.as_dict()
    for name, value in values.items():
        setattr(activity, name, value)


def mark_as_edited(activity: Activity, by: User) -> None:
    """From now on people say what the activity is, and the partnership's file leaves it alone; not saved."""
    activity.edited_at, activity.edited_by = timezone.now(), by


def _save(activity: Activity, by: User) -> None:
    mark_as_edited(activity, by)
    activity.save()
    others().around_of(activity.key, activity.when)


def _free_key(draft: ActivityDraft) -> str:
    """A readable key that nobody has: addresses and other activities' recurrences hold on to it."""
    words = slugify(str(draft.title.nb or draft.title).translate(LETTERS)).replace("_", "-").split("-")
    start = "-".join(word for word in words if word)[: LONGEST_KEY - ROOM_FOR_NUMBER].strip("-") or "activity"
    taken = {*Activity.objects.filter(key__startswith=start).values_list("key", flat=True), *RESERVED}
    number, key = 1, start
    while key in taken:
        number += 1
        key = f"{start}-{number}"
    return key
