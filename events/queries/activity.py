"""The wheel's activities as those who run it see them, and the dates they come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from django.utils.dates import MONTHS
from django.utils.translation import ngettext

from events.models import Activity, Entry, ReminderPlan
from events.rules.choice import EVERY_MONTH, read_choice
from events.rules.described import describe, listed, months_with
from events.rules.enums import Edge, State
from events.rules.new_date import span_of
from events.rules.preview import Numbered, Quiet, Surroundings, chain_of, coming, spans_of
from events.rules.recurrence import Recurrence, Span
from events.seats import seats_in_words
from events.words import long_when
from portal.core.text import Text
from portal.partnership.models import QuietPeriod
from portal.partnership.rules.quiet import QuietSpan, quiet_spans

PREVIEWED = 3


@dataclass(frozen=True)
class ActivityRow:
    """One line of the list of activities, in words."""

    activity: Activity
    when: str
    responsible: str
    reminders: list[str]


@dataclass(frozen=True)
class PreviewDate:
    """A coming date in words; `quiet` where it falls in quiet time all the same."""

    when: str
    quiet: bool


@dataclass(frozen=True)
class Preview:
    """What a recurrence comes to: its words, its next dates, and what it passes over."""

    when: str
    dates: list[PreviewDate]
    left_out: list[str]
    months: str

    @property
    def fewer(self) -> bool:
        return len(self.dates) < PREVIEWED


def activity_rows() -> list[ActivityRow]:
    """Every activity in the order of the list. Two queries, whatever their number."""
    activities = list(
        Activity.objects.select_related("responsible_body", "responsible_partner").prefetch_related(
            "reminders"
        )
    )
    titles = {activity.key: activity.title for activity in activities}
    return [
        ActivityRow(
            activity=activity,
            when=describe(activity.when, titles),
            responsible=seats_in_words(
                activity.responsible_body, activity.responsible_role, activity.responsible_partner
            ),
            reminders=reminders_in_short(activity.reminders.all()),
        )
        for activity in activities
    ]


def reminders_in_short(plans: Iterable[ReminderPlan]) -> list[str]:
    """“35, 21 and 10 days before”, one text for each edge."""
    groups: dict[tuple[str, bool], list[int]] = defaultdict(list)
    for plan in plans:
        groups[plan.edge, plan.days < 0].append(abs(plan.days))
    order = sorted(groups.items(), key=lambda group: (group[0][0] == Edge.END, group[0][1]))
    return [_around(edge, days, after=after) for (edge, after), days in order]


def _around(edge: str, days: list[int], *, after: bool) -> str:
    """Only a single day is in the singular: “1 day before”, but “7 and 1 days before”."""
    number = days[0] if len(days) == 1 else 2
    if edge == Edge.START:
        words = (
            ngettext("%(days)s day after the start", "%(days)s days after the start", number)
            if after
            else ngettext("%(days)s day before", "%(days)s days before", number)
        )
    else:
        words = (
            ngettext("%(days)s day after the end", "%(days)s days after the end", number)
            if after
            else ngettext("%(days)s day before the end", "%(days)s days before the end", number)
        )
    return words % {"days": listed(sorted(days, reverse=not after))}


@dataclass(frozen=True)
class Others:
    """The activities there are, by key: what a new one may be counted from."""

    titles: dict[str, Text]
    around: Surroundings

    def around_of(self, key: str, recurrence: Recurrence) -> Surroundings:
        """What the dates of `key` depend on. One query where it is counted from another activity.

        Raises RecurrenceError where it is, in the end, counted from itself.
        """
        around = self.around.having(key, recurrence)
        return replace(around, actual=standing(chain_of(key, around.recurrences)[1:]))


def others() -> Others:
    """In two queries."""
    activities = list(Activity.objects.all())
    recurrences = {activity.key: activity.when for activity in activities}
    titles = {activity.key: activity.title for activity in activities}
    return Others(titles, Surroundings(recurrences=recurrences, quiet=_quiet(), actual={}))


def _quiet() -> Quiet:
    definitions = {period.key: period.definition for period in QuietPeriod.objects.all()}

    @cache
    def of_year(year: int) -> list[QuietSpan]:
        return quiet_spans(definitions, year)

    return of_year


def standing(keys: Collection[str]) -> dict[tuple[str, int], Numbered]:
    """Where the entries of these activities stand, by activity and year. A year without any is left out.

    What is cancelled stands nowhere, and nothing is counted from it.
    """
    if not keys:
        return {}
    found: dict[tuple[str, int], Numbered] = defaultdict(dict)
    entries = Entry.objects.filter(activity__key__in=keys, is_example=False).select_related("activity")
    for entry in entries:
        assert entry.activity is not None
        numbered = found[entry.activity.key, entry.year]
        if entry.state != State.CANCELLED:
            numbered[entry.number] = span_of(entry)
    return dict(found)


def preview(key: str, recurrence: Recurrence, known: Others, day: date) -> Preview:
    """The next dates from `day` on of an activity that may not be saved yet. Raises as `Others.around_of`."""
    around = known.around_of(key, recurrence)
    found = coming(key, day, PREVIEWED, around)
    return Preview(
        when=describe(recurrence, known.titles),
        dates=[PreviewDate(_in_words(span), around.touches_quiet(span)) for span in found.spans],
        left_out=[_in_words(span) for span in found.left_out],
        months=_months_in_words(recurrence),
    )


def _in_words(span: Span) -> str:
    return long_when(span.first, span.last, span.precision)


def _months_in_words(recurrence: Recurrence) -> str:
    """The months that a day such as the 31st comes to, where some are passed over."""
    choice = read_choice(recurrence)
    if choice is None or choice.form != "date" or choice.month != EVERY_MONTH or choice.day <= 28:
        return ""
    return listed([MONTHS[month] for month in months_with(choice.day)])


def coming_of(key: str, recurrence: Recurrence, known: Others, year: int, day: date) -> int:
    """How many dates of `year` are not over on `day`."""
    spans = spans_of(key, year, known.around_of(key, recurrence))
    return sum(span.last >= day for span in spans.values())


def planned_years(years: Collection[int]) -> set[int]:
    """Those of `years` whose wheel has been made."""
    made = Entry.objects.filter(year__in=years, activity__isnull=False)
    return set(made.order_by("year").values_list("year", flat=True).distinct())
