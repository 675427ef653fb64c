"""The recurrence rules of RFC 5545 that a year's wheel needs, and no others.

What python-dateutil would accept but a year cannot hold (FREQ=SECONDLY, a hundred thousand repetitions,
a 30 February it would look for until the year 9999) is refused here, when the text is read.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrule, rrulestr

from events.rules.errors import RecurrenceError
from events.rules.reading import FIRST_YEAR, LAST_YEAR
from events.rules.span import calendar_year, iso_year

KEY = "rrule"
LONGEST = 200
MOST_REPETITIONS = 400
DAY_PARTS = frozenset({"BYDAY", "BYMONTHDAY", "BYYEARDAY"})
PARTS = {
    "YEARLY": {"BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYDAY", "BYSETPOS"},
    "MONTHLY": {"BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS"},
    "WEEKLY": {"BYMONTH", "BYDAY"},
    "DAILY": set[str](),
}
ALWAYS = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"})
# Least, most, and whether counting from the end (-1 is the last) is allowed.
NUMBERS = {
    "INTERVAL": (1, 60, False),
    "COUNT": (1, MOST_REPETITIONS, False),
    "BYMONTH": (1, 12, False),
    "BYMONTHDAY": (1, 31, True),
    "BYYEARDAY": (1, 366, True),
    "BYSETPOS": (1, 366, True),
}
SINGLE = frozenset({"INTERVAL", "COUNT"})
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NTH_DAY = re.compile(r"([+-]?[1-9][0-9]?)?(MO|TU|WE|TH|FR|SA|SU)")


@dataclass(frozen=True, slots=True)
class Rule:
    """A checked rule. `text` is what dateutil reads; no date comes before `start`.

    A `by_week` rule is expanded to the Mondays of its ISO weeks, and `weekdays` (0 is Monday) are counted
    from them: dateutil 2.9 takes 2 January 2022, a Sunday of week 52, for week 53.
    """

    text: str
    start: date | None
    by_week: bool
    by_month: bool
    names_day: bool
    weekdays: tuple[int, ...] = ()

    @property
    def parts(self) -> dict[str, str]:
        """The rule's parts by name, BYDAY of a `by_week` rule apart: see `weekdays`."""
        return dict(part.split("=", 1) for part in self.text.split(";"))

    def dates(self, year: int) -> list[date]:
        """Every day of the rule in `year`: the ISO year for a BYWEEKNO rule, else the calendar year."""
        if self.by_week:
            window, since = iso_year(year), date(year - 1, 1, 1)
        else:
            window, since = calendar_year(year), self.start or date(year - 1, 1, 1)
        moments = _expand(self.text, since).between(_midnight(window.first), _midnight(window.last), inc=True)
        days = {moment.date() for moment in moments}
        if self.by_week:
            days = {monday + timedelta(days=weekday) for monday in days for weekday in self.weekdays}
        return sorted(day for day in days if self.start is None or day >= self.start)


def read_rule(text: str, start: date | None) -> Rule:
    """Checks an RRULE text. Raises RecurrenceError, also for a rule that never comes to a date."""
    parts = _split(text)
    for name, value in parts.items():
        _check_value(name, value, parts["FREQ"])
    _check_together(parts, start)
    by_week = "BYWEEKNO" in parts
    by_month = parts["FREQ"] == "MONTHLY" or (parts["FREQ"] == "YEARLY" and "BYMONTH" in parts)
    names_day = _names_day(parts, start)
    weekdays = tuple(WEEKDAYS.index(day) for day in parts.get("BYDAY", "MO").split(",")) if by_week else ()
    if by_week:
        parts["BYDAY"] = "MO"
    checked = ";".join(f"{name}={value}" for name, value in parts.items())
    _check_ever(checked, start)
    return Rule(checked, start, by_week, by_month, names_day, weekdays)


def _names_day(parts: dict[str, str], start: date | None) -> bool:
    """Whether the rule says which day, or only which week or month."""
    if DAY_PARTS & parts.keys() or parts["FREQ"] == "DAILY":
        return True
    return start is not None and "BYWEEKNO" not in parts


def _split(text: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for piece in text.upper().removeprefix("RRULE:").rstrip(";").split(";"):
        name, equals, value = piece.partition("=")
        if not equals or not value or name in parts:
            raise RecurrenceError(KEY, 'parts such as "FREQ=YEARLY;BYMONTH=3;BYDAY=1TU", each of them once')
        parts[name] = value
    frequency = parts.get("FREQ")
    if frequency not in PARTS:
        raise RecurrenceError(KEY, "FREQ to be one of " + ", ".join(PARTS))
    allowed = PARTS[frequency] | ALWAYS
    for name in parts:
        if name not in allowed:
            raise RecurrenceError(KEY, f"only {', '.join(sorted(allowed))} together with FREQ={frequency}")
    return parts


def _check_value(name: str, value: str, frequency: str) -> None:
    if name in NUMBERS:
        least, most, from_end = NUMBERS[name]
        numbers = value.split(",")
        if name in SINGLE and len(numbers) > 1:
            raise RecurrenceError(KEY, f"one number after {name}")
        for number in numbers:
            _check_number(name, number, least, most, from_end)
    elif name == "BYWEEKNO":
        for number in value.split(","):
            # From the end only "the last week": week 53 would otherwise turn into week 1 and back.
            if number != "-1":
                _check_number(name, number, 1, 53, False)
    elif name == "BYDAY":
        _check_days(value, frequency)
    elif name == "WKST" and value != "MO":
        raise RecurrenceError(KEY, "WKST=MO, since weeks here are ISO weeks")
    elif name == "UNTIL":
        _check_until(value)


def _check_number(name: str, text: str, least: int, most: int, from_end: bool) -> None:
    sign = "[+-]?" if from_end else ""
    if not re.fullmatch(sign + "[0-9]{1,3}", text) or not least <= abs(int(text)) <= most:
        last = f", or from -{most} to -{least}" if from_end else ""
        raise RecurrenceError(KEY, f"{name} to be whole numbers from {least} to {most}{last}")


def _check_days(value: str, frequency: str) -> None:
    for day in value.split(","):
        match = NTH_DAY.fullmatch(day)
        if not match or abs(int(match[1] or 1)) > 53:
            raise RecurrenceError(KEY, "BYDAY to be weekdays such as TU, 1TU (first) or -1FR (last)")
        if match[1] and frequency == "WEEKLY":
            raise RecurrenceError(KEY, "BYDAY without numbers in a weekly rule, such as TU")


def _check_until(value: str) -> None:
    year = 0
    if re.fullmatch(r"[0-9]{8}", value):
        with suppress(ValueError):
            year = date.fromisoformat(value).year
    if not FIRST_YEAR <= year <= LAST_YEAR:
        example = f"UNTIL to be a date such as 20261231, from {FIRST_YEAR} to {LAST_YEAR}"
        raise RecurrenceError(KEY, example)


def _check_together(parts: dict[str, str], start: date | None) -> None:
    if "COUNT" in parts and "UNTIL" in parts:
        raise RecurrenceError(KEY, "either COUNT or UNTIL, not both")
    if start is None and ("COUNT" in parts or parts.get("INTERVAL", "1") != "1"):
        raise RecurrenceError("start", "the date that COUNT or INTERVAL in the rule is counted from")
    if "BYWEEKNO" in parts:
        if parts.keys() - {"FREQ", "BYWEEKNO", "BYDAY", "WKST"}:
            raise RecurrenceError(KEY, "only BYDAY and WKST together with BYWEEKNO")
        if any(character.isdigit() for character in parts.get("BYDAY", "")):
            raise RecurrenceError(KEY, "BYDAY without numbers together with BYWEEKNO, such as WE")


def _check_ever(text: str, start: date | None) -> None:
    try:
        first = next(iter(_expand(text, start or date(FIRST_YEAR, 1, 1))), None)
    except ValueError:
        first = None
    if first is None or first.year > LAST_YEAR:
        raise RecurrenceError(KEY, f"a rule that comes to a date no later than {LAST_YEAR}")


def _expand(text: str, start: date) -> rrule:
    expanded = rrulestr(text, dtstart=_midnight(start))
    assert isinstance(expanded, rrule)  # a single rule without EXDATE is never a set
    return expanded


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min)
