"""A recurrence chosen in plain words, and the `when` table it stands for.

A choice has one of six forms. What a form has no words for (a list of weeks, the first of several) is no
choice: `read_choice` answers None, and the recurrence is shown in words and kept as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from events.rules.described import describe
from events.rules.errors import RecurrenceError
from events.rules.recurrence import Edge, Recurrence, Side
from events.rules.rule import WEEKDAYS

__all__ = ["FORMS", "LAST", "Choice", "Form", "describe", "read_choice"]

Form = Literal["date", "weekday", "week", "month", "every", "distance"]
FORMS: tuple[Form, ...] = get_args(Form)
EVERY_MONTH = 0
LAST = -1
OFFERED = {"day": (*range(1, 32), LAST), "nth": (1, 2, 3, 4, 5, LAST), "week": tuple(range(1, 54))}
"""What a form offers of each. A rule may say more, such as the last week but one."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What somebody chose; only what the `form` speaks of counts.

    * date: day `day` of `month`; `LAST` is the month's last day, `EVERY_MONTH` each month that has the day
    * weekday: the `nth` (1 to 5, or `LAST`) `weekday` (0 is Monday) of `month`
    * week: `weeks` whole ISO weeks from `week` on, or its `weekday` where one is given
    * month: the whole `month`
    * every: `weekday` every `interval` weeks, counted from `start`
    * distance: `days` calendar days before or after (`side`) the `edge` of the activity `anchor`

    `lasts` is the number of days from that day on. `years` limits it to those years.
    """

    form: Form
    month: int = EVERY_MONTH
    day: int = 1
    nth: int = 1
    weekday: int | None = None
    week: int = 1
    weeks: int = 1
    interval: int = 1
    start: date | None = None
    days: int = 0
    side: Side = "before"
    edge: Edge = "start"
    anchor: str = ""
    lasts: int = 1
    avoid_quiet: bool = False
    years: tuple[int, ...] = ()

    def table(self) -> dict[str, object]:
        """The `when` table of the activity."""
        table = self._distance() if self.form == "distance" else self._ruled()
        if self.years:
            table["years"] = list(self.years)
        return table

    def recurrence(self) -> Recurrence:
        """The recurrence itself. Raises RecurrenceError for a day no year has, such as 30 February."""
        return Recurrence.parse(self.table())

    def _distance(self) -> dict[str, object]:
        return {self.side: self.anchor, "days": self.days, "of": self.edge}

    def _ruled(self) -> dict[str, object]:
        table: dict[str, object] = {"rrule": self._rule()}
        if self.form == "month":
            return table | {"precision": "month"}
        if self.form == "every" and self.start:
            table["start"] = self.start.isoformat()
        if self.form == "week" and self.weekday is None:
            if self.weeks > 1:
                table["weeks"] = self.weeks
        elif self.lasts > 1:
            table["days"] = self.lasts
        if self.avoid_quiet:
            table["avoid_quiet"] = True
        return table

    def _rule(self) -> str:
        weekday = "" if self.weekday is None else WEEKDAYS[self.weekday]
        months = f"YEARLY;BYMONTH={self.month}" if self.month else "MONTHLY"
        if self.form == "date":
            return f"FREQ={months};BYMONTHDAY={self.day}"
        if self.form == "weekday":
            return f"FREQ={months};BYDAY={self.nth}{weekday}"
        if self.form == "week":
            return f"FREQ=YEARLY;BYWEEKNO={self.week}" + (f";BYDAY={weekday}" if weekday else "")
        if self.form == "month":
            return f"FREQ=YEARLY;BYMONTH={self.month}"
        return f"FREQ=WEEKLY;INTERVAL={self.interval};BYDAY={weekday}"


def read_choice(recurrence: Recurrence) -> Choice | None:
    """The choice that means just this recurrence; None where no form has words for it."""
    guess = _guess(recurrence)
    if guess is None or any(getattr(guess, name) not in offered for name, offered in OFFERED.items()):
        return None
    try:
        meant = guess.recurrence()
    except RecurrenceError:
        return None
    return guess if _meaning(meant) == _meaning(recurrence) else None


def _guess(recurrence: Recurrence) -> Choice | None:
    """The form its parts suggest, not yet compared with all it says."""
    if recurrence.distance:
        distance = recurrence.distance
        return Choice(
            form="distance",
            side=distance.side,
            edge=distance.of,
            anchor=distance.anchor,
            days=distance.days,
            years=recurrence.years,
        )
    assert recurrence.rule  # where there is no distance, there is a rule
    parts = recurrence.rule.parts
    try:
        own = _form_of(parts, recurrence)
    except (ValueError, IndexError):
        return None
    common = {"lasts": recurrence.days, "avoid_quiet": recurrence.avoid_quiet, "years": recurrence.years}
    return Choice(**own, **common) if own else None  # type: ignore[arg-type]


def _form_of(parts: Mapping[str, str], recurrence: Recurrence) -> dict[str, object]:
    """The form and what it speaks of. Raises ValueError for lists, which no form has."""
    assert recurrence.rule
    month = int(parts.get("BYMONTH", EVERY_MONTH))
    if recurrence.rule.by_week:
        weekdays = recurrence.rule.weekdays
        weekday = None if recurrence.precision == "week" else weekdays[0]
        return {
            "form": "week",
            "week": int(parts["BYWEEKNO"]),
            "weekday": weekday,
            "weeks": recurrence.weeks,
        }
    if parts["FREQ"] == "WEEKLY":
        return {
            "form": "every",
            "interval": int(parts.get("INTERVAL", 1)),
            "weekday": WEEKDAYS.index(parts.get("BYDAY", "")),
            "start": recurrence.rule.start,
        }
    if "BYMONTHDAY" in parts:
        return {"form": "date", "month": month, "day": int(parts["BYMONTHDAY"])}
    if "BYDAY" in parts:
        nth, weekday = int(parts["BYDAY"][:-2]), WEEKDAYS.index(parts["BYDAY"][-2:])
        return {"form": "weekday", "month": month, "nth": nth, "weekday": weekday}
    if recurrence.precision == "month" and month:
        return {"form": "month", "month": month}
    return {}


def _meaning(recurrence: Recurrence) -> tuple[object, ...]:
    """All that decides when it happens, however the table was written."""
    rule = recurrence.rule
    parts = rule.parts if rule else {}
    parts.setdefault("INTERVAL", "1")
    return (
        parts,
        rule and (rule.start, rule.weekdays),
        recurrence.distance,
        recurrence.precision,
        recurrence.days,
        recurrence.weeks,
        recurrence.avoid_quiet,
        recurrence.pick,
        recurrence.years,
    )
