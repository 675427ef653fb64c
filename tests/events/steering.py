"""A steering meeting as a year of the wheel has it: planned for a week, with what is counted from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from events.models import Activity, Entry
from events.rules.new_date import NewDate, span_of
from events.rules.span import Span
from portal.core.text import Text
from portal.partnership.models import Body, Tenure
from tests.cast import Cast
from tests.events.factories import ActivityFactory, EntryFactory, ReminderPlanFactory

MONDAY = date(2027, 6, 7)
"""Of week 23 of 2027."""


@dataclass(frozen=True)
class Meeting:
    """The meeting, the papers due ten days before it, and what is due five days before the papers."""

    meeting: Entry
    papers: Entry
    proof: Entry


def week(monday: date) -> Span:
    return Span(monday, monday + timedelta(days=6), "week")


def on(day: date, **values: object) -> NewDate:
    return NewDate(span=Span(day, day), **values)  # type: ignore[arg-type]


def steering_meeting(cast: Cast, *, monday: date = MONDAY) -> Meeting:
    """Of the year `monday` is in. The secretary answers for it, and is reminded of it ten days before."""
    meeting = _activity(cast, "meeting", {"rrule": "FREQ=YEARLY;BYWEEKNO=23"})
    papers = _activity(cast, "papers", {"before": "meeting", "days": 10}, shown_to="governance")
    proof = _activity(cast, "proof", {"before": "papers", "days": 5}, shown_to="governance")
    return Meeting(
        _entry(meeting, week(monday)),
        _entry(papers, week(monday - timedelta(days=14))),
        _entry(proof, week(monday - timedelta(days=21))),
    )


def stands(entry: Entry) -> tuple[date, date, str, str]:
    """Days, precision and state, read anew."""
    entry.refresh_from_db()
    span = span_of(entry)
    return span.first, span.last, span.precision, entry.state


def _activity(cast: Cast, key: str, recurrence: dict[str, object], shown_to: str = "public") -> Activity:
    found = Activity.objects.filter(key=key).first()
    if found:
        return found
    functions = Body.objects.get(seats__tenures__in=Tenure.objects.filter(user=cast.secretary))
    activity = ActivityFactory.create(
        key=key,
        title=Text(nb=f"{key} nb", nn=f"{key} nn", en=f"The {key}"),
        audience="steering",
        shown_to=shown_to,
        recurrence=recurrence,
        responsible_body=functions,
        responsible_role="secretary",
    )
    if key == "meeting":
        ReminderPlanFactory.create(activity=activity, days=10)
    return activity


def _entry(activity: Activity, span: Span) -> Entry:
    return EntryFactory.create(
        activity=activity,
        number=1,
        title=activity.title,
        audience=activity.audience,
        shown_to=activity.shown_to,
        kind="meeting" if activity.key == "meeting" else "deadline",
        state="tentative",
        first_day=span.first,
        last_day=span.last,
        precision=span.precision,
        year=span.first.isocalendar().year,
    )
