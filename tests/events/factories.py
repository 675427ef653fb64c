"""Dates and activities without surprises: a meeting, open to all, on one day."""

from __future__ import annotations

from datetime import date
from typing import Any

import factory

from events.models import Activity, Entry, Preparation, ReminderPlan
from portal.core.text import Text
from portal.partnership.models import Body


class ActivityFactory(factory.django.DjangoModelFactory[Activity]):
    class Meta:
        model = Activity

    key = factory.Sequence(lambda number: f"activity-{number}")
    title = Text(nb="Et møte", nn="Eit møte", en="A meeting")
    kind = "meeting"
    audience = "public"
    shown_to = "public"
    recurrence: dict[str, Any] = {"rrule": "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3"}


class ReminderPlanFactory(factory.django.DjangoModelFactory[ReminderPlan]):
    class Meta:
        model = ReminderPlan

    activity = factory.SubFactory(ActivityFactory)
    days = 10


class EntryFactory(factory.django.DjangoModelFactory[Entry]):
    class Meta:
        model = Entry

    year = factory.LazyAttribute(lambda entry: entry.first_day.year)
    number = factory.Sequence(lambda number: number + 1)
    title = factory.Sequence(
        lambda number: Text(nb=f"Møte {number}", nn=f"Møte {number}", en=f"Meeting {number}")
    )
    kind = "meeting"
    audience = "public"
    shown_to = "public"
    state = "confirmed"
    first_day = date(2027, 3, 3)
    last_day = factory.SelfAttribute("first_day")


class PreparationFactory(factory.django.DjangoModelFactory[Preparation]):
    """Owned by whoever fits; by the team where nothing else is said."""

    class Meta:
        model = Preparation

    activity = factory.SubFactory(ActivityFactory)
    text = factory.Sequence(
        lambda number: Text(nb=f"Noe {number}", nn=f"Noko {number}", en=f"A thing {number}")
    )
    days_before = 7
    owner_body = factory.LazyFunction(lambda: Body.objects.get(kind="team"))
