"""What the team wants to know of the reminders: which are coming, to whom, and what has gone wrong."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Entry
from events.queries.due import DueReminder, planned_reminders
from events.queries.recipients import Recipient, Responsible, people_named
from events.rules.entry import runs_the_wheel
from events.rules.enums import Edge
from events.rules.reminder import REMINDER
from events.words import long_when
from portal.core.clock import OSLO, at
from portal.core.queries.outbox import count_troubled
from portal.core.registry import Duty
from portal.partnership.models import Absence, Tenure, User
from portal.partnership.queries.mail import opted_out


@dataclass(frozen=True)
class Reader:
    """Somebody a reminder will go to: the name, and the seats they have that day."""

    name: str
    seats: str
    steps_in: bool


@dataclass(frozen=True)
class Coming:
    """A reminder that will be queued, as things stand today. Only the wheel's own can be held back."""

    reminder: DueReminder
    readers: list[Reader]

    @property
    def can_be_held(self) -> bool:
        return isinstance(self.reminder.entry, Entry)

    @property
    def when(self) -> str:
        entry = self.reminder.entry
        return long_when(entry.first_day, entry.last_day, entry.precision, entry.starts_at)

    @property
    def plan(self) -> str:
        """How far from the date: “10 days before the start”."""
        return plan_in_words(self.reminder.planned.days, self.reminder.planned.edge)


def coming_reminders(now: datetime, days: int = 30) -> list[Coming]:
    """The reminders that fall due from `now` to the end of the last of so many days (Oslo), soonest first."""
    first = now.astimezone(OSLO).date()
    last = first + timedelta(days=days)
    found = planned_reminders(now, at(last + timedelta(days=1), time(0)))
    named = people_named(key for reminder in found for key in reminder.people)
    on, without = _responsible_between(first, last, named), opted_out(REMINDER)
    return [Coming(reminder, _readers(reminder, on, without)) for reminder in found]


def plan_in_words(days: int, edge: str) -> str:
    start = edge == Edge.START
    if days == 0:
        return _("on the day it begins") if start else _("on the day it ends")
    number = abs(days)
    if days > 0 and start:
        said = ngettext("%(days)s day before the start", "%(days)s days before the start", number)
    elif days > 0:
        said = ngettext("%(days)s day before the end", "%(days)s days before the end", number)
    elif start:
        said = ngettext("%(days)s day after the start", "%(days)s days after the start", number)
    else:
        said = ngettext("%(days)s day after the end", "%(days)s days after the end", number)
    return said % {"days": number}


def outbox_duties(user: object) -> list[Duty]:
    """Mail that has failed or is uncertain awaits those who run the wheel. One query, for them only."""
    if not runs_the_wheel(user):
        return []
    failed, uncertain = count_troubled()
    found = []
    if failed:
        title = ngettext("%(count)s mail has failed", "%(count)s mails have failed", failed)
        summary = _(
            "The mail server won't take it. Correct the address and send it again, or tell the reader."
        )
        found.append(_outbox_duty(title % {"count": failed}, summary, "feilet"))
    if uncertain:
        title = ngettext("%(count)s mail is uncertain", "%(count)s mails are uncertain", uncertain)
        summary = _("It may have arrived and it may not. It is not sent again unless you say so.")
        found.append(_outbox_duty(title % {"count": uncertain}, summary, "usikker"))
    return found


def _outbox_duty(title: str, summary: str, shelf: str) -> Duty:
    url = f"{reverse('outbox')}?tilstand={shelf}"
    return Duty(title=title, summary=summary, due=None, url=url, action=_("Open the outbox"))


def _readers(reminder: DueReminder, on: Callable[[date], Responsible], without: set[int]) -> list[Reader]:
    responsible = on(reminder.due_at.astimezone(OSLO).date())
    return [
        _reader(recipient, responsible)
        for recipient in responsible.for_date(reminder.seats, reminder.people)
        if not (reminder.kind == REMINDER and recipient.user.pk in without)
    ]


def _reader(recipient: Recipient, responsible: Responsible) -> Reader:
    theirs = [tenure for tenure in responsible.tenures if tenure.user_id == recipient.user.pk]
    titles = dict.fromkeys(str(tenure.seat.title) for tenure in theirs)
    return Reader(recipient.user.name, ", ".join(titles), recipient.steps_in)


def _responsible_between(
    first: date, last: date, people: Mapping[int, User]
) -> Callable[[date], Responsible]:
    """Who is responsible on each of the days, twin of `responsible_on`. Two queries for all of them."""
    tenures = list(
        Tenure.objects.filter(user__is_active=True, first_day__lte=last)
        .exclude(last_day__lt=first)
        .select_related("user", "seat__body", "seat__partner")
    )
    absences = list(Absence.objects.filter(first_day__lte=last, last_day__gte=first))

    @cache
    def on(day: date) -> Responsible:
        away = {absence.user_id for absence in absences if absence.first_day <= day <= absence.last_day}
        held = [copy.copy(one) for one in tenures if one.first_day <= day <= (one.last_day or day)]
        for tenure in held:
            tenure.away = tenure.user_id in away  # type: ignore[attr-defined]
        return Responsible(held, people)

    return on
