"""What a plan comes to for the next date of its activity, before it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.models import Activity, Entry
from events.queries.recipients import responsible_on
from events.rules.draft import Plan, PlannedPreparation, PlannedReminder
from events.rules.enums import Edge, State
from events.words import long_when
from portal.core.clock import at


@dataclass(frozen=True)
class PlannedMail:
    """One reminder that would be sent: when in words, and whether that moment has passed."""

    moment: datetime
    when: str
    passed: bool


@dataclass(frozen=True)
class PlannedPoint:
    """One point of the check list, with the day it would be due."""

    due: date
    text: str


@dataclass(frozen=True)
class PlanPreview:
    """The next date, the mails it would bring and to whom they would go today, and what would be due."""

    entry: Entry
    when: str
    mails: list[PlannedMail]
    people: list[str]
    points: list[PlannedPoint]


def next_entry(activity: Activity, day: date) -> Entry | None:
    """The next date that reminds: not over, and neither held nor cancelled."""
    coming = activity.entries.filter(last_day__gte=day).exclude(state__in=[State.HELD, State.CANCELLED])
    return coming.order_by("first_day", "pk").first()


def plan_preview(activity: Activity, plan: Plan, now: datetime, day: date) -> PlanPreview | None:
    """None where no date lies ahead. Three queries."""
    entry = next_entry(activity, day)
    if entry is None:
        return None
    recipients = responsible_on(day).for_seats(plan.responsible)
    points = [
        PlannedPoint(entry.first_day - timedelta(days=point.days_before), str(point.text))
        for point in plan.preparations
    ]
    return PlanPreview(
        entry=entry,
        when=long_when(entry.first_day, entry.last_day, entry.precision, entry.starts_at),
        mails=sorted(
            (_mail(entry, reminder, now) for reminder in plan.reminders), key=lambda mail: mail.moment
        ),
        people=[recipient.user.name for recipient in recipients],
        points=sorted(points, key=lambda point: point.due),
    )


def _mail(entry: Entry, reminder: PlannedReminder, now: datetime) -> PlannedMail:
    counted = entry.first_day if reminder.edge == Edge.START else entry.last_day
    day = counted - timedelta(days=reminder.days)
    moment = at(day, reminder.hour)
    words = _("%(day)s at %(time)s") % {
        "day": date_format(day, pgettext("long date, Django's date format", "l j F Y")),
        "time": time_format(reminder.hour, pgettext("time of day, Django's date format", "H.i")),
    }
    return PlannedMail(moment, words, moment <= now)


def saved_plan(activity: Activity) -> Plan:
    """The plan as it is now. Two queries."""
    points = activity.preparations.select_related("owner_body", "owner_partner")
    return Plan(
        responsible=activity.responsible,
        reminders=tuple(
            PlannedReminder(days=plan.days, edge=plan.edge, hour=plan.hour)
            for plan in activity.reminders.all()
        ),
        preparations=tuple(
            PlannedPreparation(pk=point.pk, text=point.text, days_before=point.days_before, owner=point.owner)
            for point in points
        ),
    )
