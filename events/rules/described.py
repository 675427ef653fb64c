"""A recurrence in words, in the active language: “the first Tuesday of March, not in quiet weeks”."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, pgettext

from events.rules.recurrence import Distance, Recurrence
from events.rules.rule import WEEKDAYS as DAY_CODES
from events.rules.rule import Rule

NO_TITLES: Mapping[str, object] = {}
LONGEST_RUN = 3


def describe(recurrence: Recurrence, titles: Mapping[str, object] = NO_TITLES) -> str:
    """When it happens, in words that begin small. `titles` are those of other activities, by key."""
    said = [
        _distance(recurrence.distance, titles) if recurrence.distance else _ruled(recurrence),
        *_limits(recurrence),
    ]
    return ", ".join(said)


def months_with(day: int) -> list[int]:
    """The months that have this day in every year; 29 leaves February out, since it has it only in some."""
    return [month for month in range(1, 13) if day <= _days_of(month)]


def listed(words: Sequence[object]) -> str:
    """“8, 17 and 45”."""
    texts = [str(word) for word in words]
    if len(texts) < 2:
        return "".join(texts)
    return gettext("%(others)s and %(last)s") % {"others": ", ".join(texts[:-1]), "last": texts[-1]}


def nth_word(nth: int) -> str:
    """“first” to “fifth”, “last”; the number itself for what has no word."""
    return {
        1: pgettext("of the weekdays of a month", "first"),
        2: pgettext("of the weekdays of a month", "second"),
        3: pgettext("of the weekdays of a month", "third"),
        4: pgettext("of the weekdays of a month", "fourth"),
        5: pgettext("of the weekdays of a month", "fifth"),
        -1: pgettext("of the weekdays of a month", "last"),
    }.get(nth, str(nth))


def _days_of(month: int) -> int:
    return 28 if month == 2 else 30 if month in (4, 6, 9, 11) else 31


def _distance(distance: Distance, titles: Mapping[str, object]) -> str:
    anchor = titles.get(distance.anchor, distance.anchor)
    if distance.days == 0:
        edge = (
            gettext("the day “%(title)s” begins")
            if distance.of == "start"
            else gettext("the day “%(title)s” ends")
        )
        return edge % {"title": anchor}
    return _days_from(distance.side, distance.of, distance.days) % {"days": distance.days, "title": anchor}


def _days_from(side: str, edge: str, days: int) -> str:
    if side == "before" and edge == "start":
        return ngettext(
            "%(days)s day before “%(title)s” begins", "%(days)s days before “%(title)s” begins", days
        )
    if side == "before":
        return ngettext("%(days)s day before “%(title)s” ends", "%(days)s days before “%(title)s” ends", days)
    if edge == "start":
        return ngettext(
            "%(days)s day after “%(title)s” begins", "%(days)s days after “%(title)s” begins", days
        )
    return ngettext("%(days)s day after “%(title)s” ends", "%(days)s days after “%(title)s” ends", days)


def _limits(recurrence: Recurrence) -> list[str]:
    said = []
    if recurrence.days > 1:
        said.append(
            ngettext("for %(days)s day", "for %(days)s days", recurrence.days) % {"days": recurrence.days}
        )
    if recurrence.avoid_quiet:
        said.append(gettext("not in quiet weeks"))
    if recurrence.pick:
        said.append(
            gettext("only the first of them each year")
            if recurrence.pick == "first"
            else gettext("only the last of them each year")
        )
    if recurrence.years:
        said.append(gettext("only in %(years)s") % {"years": listed(recurrence.years)})
    return said


def _ruled(recurrence: Recurrence) -> str:
    rule = recurrence.rule
    assert rule  # where there is no distance, there is a rule
    parts = rule.parts
    if parts.keys() & {"BYSETPOS", "BYYEARDAY", "COUNT", "UNTIL"} or parts["FREQ"] == "DAILY":
        return gettext("by the calendar rule %(rule)s") % {"rule": rule.text}
    if rule.by_week:
        return _in_weeks(rule, recurrence)
    if parts["FREQ"] == "WEEKLY":
        return _every(rule)
    if parts.get("INTERVAL", "1") != "1":
        return gettext("by the calendar rule %(rule)s") % {"rule": rule.text}
    months = [int(month) for month in parts.get("BYMONTH", "").split(",") if month]
    if "BYMONTHDAY" in parts and "BYDAY" not in parts:
        return _on_days([int(day) for day in parts["BYMONTHDAY"].split(",")], months)
    if "BYDAY" in parts and "BYMONTHDAY" not in parts:
        return _on_weekdays(parts["BYDAY"].split(","), months)
    if recurrence.precision == "month" and months:
        return listed([MONTHS[month] for month in months])
    return gettext("by the calendar rule %(rule)s") % {"rule": rule.text}


def _in_weeks(rule: Rule, recurrence: Recurrence) -> str:
    weeks = [int(week) for week in rule.parts["BYWEEKNO"].split(",")]
    if recurrence.weeks > 1 and len(weeks) == 1:
        said = gettext("weeks %(first)s–%(last)s") % {
            "first": weeks[0],
            "last": weeks[0] + recurrence.weeks - 1,
        }
    elif weeks == [-1]:
        said = gettext("the last week of the year")
    else:
        numbers = _runs(weeks)
        said = ngettext("week %(numbers)s", "weeks %(numbers)s", len(weeks)) % {"numbers": numbers}
    if recurrence.precision != "date":
        return said
    days = listed([WEEKDAYS[day] for day in rule.weekdays])
    return gettext("%(weekdays)s of %(weeks)s") % {"weekdays": days, "weeks": said}


def _runs(weeks: list[int]) -> str:
    """“8, 17 and 45”, but “2–17” for a long unbroken run."""
    if len(weeks) > LONGEST_RUN and weeks == list(range(weeks[0], weeks[-1] + 1)):
        return f"{weeks[0]}–{weeks[-1]}"
    return listed(weeks)


def _every(rule: Rule) -> str:
    interval = int(rule.parts.get("INTERVAL", 1))
    days = [DAY_CODES.index(day) for day in rule.parts.get("BYDAY", "").split(",") if day]
    if not days and rule.start:
        days = [rule.start.weekday()]
    said = ngettext("%(weekday)s every week", "%(weekday)s every %(interval)s weeks", interval) % {
        "weekday": listed([WEEKDAYS[day] for day in days]),
        "interval": interval,
    }
    if rule.start is None:
        return said
    start = date_format(rule.start, pgettext("long date without weekday, Django's date format", "j F Y"))
    return gettext("%(rhythm)s, counted from %(start)s") % {"rhythm": said, "start": start}


def _on_days(days: list[int], months: list[int]) -> str:
    if len(days) == 1 and len(months) == 1 and days[0] > 0:
        said = gettext("%(day)s %(month)s") % {"day": days[0], "month": MONTHS[months[0]]}
        leap = months == [2] and days == [29]
        return gettext("%(date)s, in leap years only") % {"date": said} if leap else said
    if days == [-1]:
        return gettext("the last day of %(months)s") % {"months": _months(months)}
    said = gettext("day %(days)s of %(months)s") % {"days": listed(days), "months": _months(months)}
    if not months and max(days) > 28:
        return gettext("%(date)s that has it") % {"date": said}
    return said


def _on_weekdays(codes: list[str], months: list[int]) -> str:
    days = []
    for code in codes:
        weekday = WEEKDAYS[DAY_CODES.index(code[-2:])]
        nth = code[:-2]
        if nth:
            days.append(gettext("the %(nth)s %(weekday)s") % {"nth": nth_word(int(nth)), "weekday": weekday})
        else:
            days.append(gettext("every %(weekday)s") % {"weekday": weekday})
    return gettext("%(days)s of %(months)s") % {"days": listed(days), "months": _months(months)}


def _months(months: list[int]) -> str:
    return listed([MONTHS[month] for month in months]) if months else gettext("each month")
