"""The questions that a recurrence is chosen by: one group for each form of `Choice`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from events.rules.choice import EVERY_MONTH, FORMS, LAST, OFFERED, Choice
from events.rules.described import nth_word
from events.rules.reading import FIRST_YEAR, LAST_YEAR

GROUPS: dict[str, tuple[str, ...]] = {
    "date": ("date_day", "date_month", "date_lasts"),
    "weekday": ("nth", "nth_weekday", "nth_month", "nth_lasts"),
    "week": ("week", "weeks", "week_weekday", "week_lasts"),
    "month": ("month",),
    "every": ("interval", "every_weekday", "start", "every_lasts"),
    "distance": ("days", "side_and_edge", "anchor"),
}
"""The fields of each form; those of the forms not chosen are passed over."""
SIDES = {
    "before-start": _("before it begins"),
    "after-start": _("after it begins"),
    "before-end": _("before it ends"),
    "after-end": _("after it ends"),
}
HOW = {
    "date": _("On a date, such as 3 March"),
    "weekday": _("On a weekday of a month, such as the first Tuesday of March"),
    "week": _("In a week, such as week 38"),
    "month": _("In a month, the day is found later"),
    "every": _("Every week, or every second or third"),
    "distance": _("Counted from another activity, such as 10 days before a meeting"),
}
GROUP_HELP = {
    "date": _("Day 31 of each month comes in the seven months that have it."),
    "week": _(
        "With a weekday, the number of days counts; for the whole week, the number of weeks."
        " Week 53 comes only in the years that have it."
    ),
    "every": _(
        "1 is every week, 2 every second one. It is counted from that day or the first such one after it."
    ),
}
KEPT = "kept"


def months(*, every: bool = False) -> list[tuple[int, Any]]:
    named: list[tuple[int, Any]] = [(number, name) for number, name in MONTHS.items()]
    return [(EVERY_MONTH, _("each month")), *named] if every else named


def weekdays(blank: Any = None) -> list[tuple[Any, Any]]:
    named: list[tuple[Any, Any]] = list(WEEKDAYS.items())
    return [("", blank), *named] if blank else named


def nths() -> list[tuple[int, str]]:
    return [(nth, capfirst(nth_word(nth))) for nth in OFFERED["nth"]]


def number(field: Any, least: int, most: int, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=field, min_value=least, max_value=most, **more)


def select(field: Any, choices: Any, **more: Any) -> forms.TypedChoiceField:
    more.setdefault("coerce", int)
    return forms.TypedChoiceField(label=field, choices=choices, **more)


def lasts() -> forms.IntegerField:
    return number(_("How many days it lasts"), 1, 366, initial=1)


class WhenFields(forms.Form):
    """The questions themselves. `how` says which group counts."""

    how = forms.ChoiceField(
        label=_("When does it come back?"), choices=list(HOW.items()), widget=forms.RadioSelect
    )
    date_day = select(
        _("Day of the month"),
        [*((day, str(day)) for day in range(1, 32)), (LAST, _("the last day of the month"))],
    )
    date_month = select(_("Month"), lambda: months(every=True), initial=1)
    date_lasts = lasts()
    nth = select(_("Which one in the month"), nths)
    nth_weekday = select(_("Weekday"), weekdays)
    nth_month = select(_("Month"), lambda: months(every=True), initial=1)
    nth_lasts = lasts()
    week = number(_("Week number"), 1, 53)
    weeks = number(_("How many weeks"), 1, 53, initial=1)
    week_weekday = select(
        _("Weekday"),
        lambda: weekdays(_("the whole week")),
        required=False,
        empty_value=None,
    )
    week_lasts = number(_("How many days it lasts"), 1, 366, initial=1)
    month = select(_("Month"), months)
    interval = number(_("Every how many weeks"), 1, 60)
    every_weekday = select(_("Weekday"), weekdays)
    start = forms.DateField(
        label=_("Counted from"),
    )
    every_lasts = lasts()
    days = number(_("How many days"), 0, 366)
    side_and_edge = select(_("Before or after"), list(SIDES.items()), coerce=str)
    anchor = forms.ChoiceField(label=_("The other activity"))
    avoid_quiet = forms.BooleanField(
        label=_("Leave out what falls in quiet weeks"),
        required=False,
        help_text=_("Does not count for a whole month or for what is counted from another activity."),
    )
    only_years = forms.CharField(
        label=_("Only in these years"),
        required=False,
        max_length=60,
        help_text=_("Leave it empty for every year. Write several with a comma between: 2026, 2028."),
    )

    def clean_only_years(self) -> tuple[int, ...]:
        words = self.cleaned_data["only_years"].replace(",", " ").split()
        if not all(word.isdecimal() and FIRST_YEAR <= int(word) <= LAST_YEAR for word in words):
            raise forms.ValidationError(_("Write the years with four digits, such as 2026, 2028."))
        return tuple(sorted({int(word) for word in words}))


def choice_of(data: dict[str, Any]) -> Choice:
    """What the answers mean; `data` is cleaned and holds at least those of the chosen group."""
    form = data["how"]
    common = {
        "years": data["only_years"],
        "avoid_quiet": data["avoid_quiet"] and form not in ("month", "distance"),
    }
    if form == "date":
        own = {"day": data["date_day"], "month": data["date_month"], "lasts": data["date_lasts"]}
    elif form == "weekday":
        own = {"nth": data["nth"], "weekday": data["nth_weekday"], "month": data["nth_month"]}
        own["lasts"] = data["nth_lasts"]
    elif form == "week":
        own = {"week": data["week"], "weeks": data["weeks"], "weekday": data["week_weekday"]}
        own["lasts"] = data["week_lasts"]
    elif form == "month":
        own = {"month": data["month"]}
    elif form == "every":
        own = {"interval": data["interval"], "weekday": data["every_weekday"], "start": data["start"]}
        own["lasts"] = data["every_lasts"]
    else:
        side, edge = data["side_and_edge"].split("-")
        own = {"days": data["days"], "side": side, "edge": edge, "anchor": data["anchor"]}
    return Choice(form=form, **common, **own)


def answers_of(choice: Choice) -> dict[str, Any]:
    """The answers that mean `choice`: `choice_of` the other way round."""
    common = {
        "how": choice.form,
        "avoid_quiet": choice.avoid_quiet,
        "only_years": ", ".join(str(year) for year in choice.years),
    }
    own: dict[str, dict[str, Any]] = {
        "date": {"date_day": choice.day, "date_month": choice.month, "date_lasts": choice.lasts},
        "weekday": {
            "nth": choice.nth,
            "nth_weekday": choice.weekday,
            "nth_month": choice.month,
            "nth_lasts": choice.lasts,
        },
        "week": {
            "week": choice.week,
            "weeks": choice.weeks,
            "week_weekday": choice.weekday,
            "week_lasts": choice.lasts,
        },
        "month": {"month": choice.month},
        "every": {
            "interval": choice.interval,
            "every_weekday": choice.weekday,
            "start": choice.start,
            "every_lasts": choice.lasts,
        },
        "distance": {
            "days": choice.days,
            "side_and_edge": f"{choice.side}-{choice.edge}",
            "anchor": choice.anchor,
        },
    }
    return common | own[choice.form]


assert set(GROUPS) == set(FORMS) == set(HOW)
