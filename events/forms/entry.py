"""What one is asked when a date is fixed, moved, cancelled or marked as held."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from events.entry_words import entry_when
from events.models import Entry
from events.rules.enums import Precision, State
from events.rules.new_date import EDGE, NewDate, belongs_to, span_of
from events.rules.span import Span, iso_weeks, whole_month
from events.rules.transition import Action, needs_reason, transition
from portal.core.forms import PortalForm
from portal.core.text import Text

LONGEST_REASON = 400
LONGEST_PLACE = 200
HOW_EXACT = [
    (Precision.DATE, gettext_lazy("The day is known")),
    (Precision.WEEK, gettext_lazy("Only the week is known")),
    (Precision.MONTH, gettext_lazy("Only the month is known")),
]


class DateFields(PortalForm, forms.Form):
    """Which days, which hours, which place: what the answers come to is `wanted`."""

    precision = forms.ChoiceField(
        label=gettext_lazy("How much is known?"), choices=HOW_EXACT, widget=forms.RadioSelect
    )
    first_day = forms.DateField(
        label=gettext_lazy("Date"), help_text=gettext_lazy("For a week or a month: any day in it.")
    )
    last_day = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("Only if it lasts several days or weeks."),
    )
    starts_at = forms.TimeField(label=gettext_lazy("From"), required=False)
    ends_at = forms.TimeField(label=gettext_lazy("To"), required=False)
    place = forms.CharField(label=gettext_lazy("Place"), required=False, max_length=LONGEST_PLACE)

    @property
    def wanted(self) -> NewDate:
        """Only of a form that is valid."""
        answers = self.cleaned_data
        return NewDate(
            span=read_span(answers["precision"], answers["first_day"], answers["last_day"]),
            starts_at=answers["starts_at"],
            ends_at=answers["ends_at"],
            place=self.wanted_place(answers["place"]),
        )

    def wanted_place(self, written: str) -> Text:
        return in_this_language(written)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        first, last = answers.get("first_day"), answers.get("last_day")
        precision = answers.get("precision")
        if first and last and last < first:
            self.add_error("last_day", _("The last day comes before the first. Choose a later one."))
        elif (
            first
            and last
            and precision == Precision.MONTH
            and (first.year, first.month) != (last.year, last.month)
        ):
            self.add_error("last_day", _("A date can be open within one month. Leave the last day out."))
        self._check_hours(answers)
        if not self.errors:
            self.check_wanted(self.wanted)
        return answers

    def _check_hours(self, answers: dict[str, Any]) -> None:
        starts, ends = answers.get("starts_at"), answers.get("ends_at")
        if (starts or ends) and answers.get("precision") in (Precision.WEEK, Precision.MONTH):
            self.add_error(
                "starts_at" if starts else "ends_at",
                _("A time of day needs a day. Choose “The day is known”, or leave the time out."),
            )
        elif ends and not starts:
            self.add_error("starts_at", _("Write when it begins as well."))
        elif starts and ends and ends <= starts and not self._lasts_days(answers):
            self.add_error("ends_at", _("It ends before it begins. Write a later time."))

    def _lasts_days(self, answers: dict[str, Any]) -> bool:
        return answers.get("last_day") not in (None, answers.get("first_day"))

    def check_wanted(self, wanted: NewDate) -> None:
        """A form adds what it refuses as errors."""


class EntryForm(PortalForm, forms.Form):
    """A change to one date. `seen` is the `sequence` its page was made from."""

    action: Action
    sequence = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any = None, *, entry: Entry, action: Action, **kwargs: Any) -> None:
        self.entry, self.action = entry, action
        super().__init__(data, **kwargs)
        self.initial.setdefault("sequence", entry.sequence)

    @property
    def seen(self) -> int:
        return int(self.cleaned_data["sequence"])

    @property
    def wanted(self) -> NewDate:
        return NewDate.of(self.entry)

    @property
    def state(self) -> State:
        """The state the change would lead to; only of a form that is valid."""
        row = transition(self.action, self.entry.state, exact=self.wanted.exact)
        return row.target if row else State(self.entry.state)

    @property
    def reason(self) -> str:
        return str(self.cleaned_data.get("reason", ""))


class ReasonForm(EntryForm):
    """Why; asked for where somebody may have relied on the date."""

    reason = forms.CharField(  # type: ignore[assignment]
        label=gettext_lazy("Why?"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Everyone who may see the date can read it. Name no persons."),
    )

    def __init__(self, data: Any = None, *, entry: Entry, action: Action, **kwargs: Any) -> None:
        super().__init__(data, entry=entry, action=action, **kwargs)
        self.fields["reason"].required = needs_reason(action, entry.state)


class DateForm(DateFields, ReasonForm):
    """Fixes or moves a date. Who fixes one is not asked how much is known: a day is."""

    field_order = ["precision", "first_day", "last_day", "starts_at", "ends_at", "place", "reason"]

    def __init__(self, data: Any = None, *, entry: Entry, action: Action, **kwargs: Any) -> None:
        super().__init__(data, entry=entry, action=action, **kwargs)
        self.initial = {**initial_of(entry, action), **self.initial}
        if action == Action.FIX:
            del self.fields["precision"]
            del self.fields["reason"]
            first = self.fields["first_day"]
            first.help_text = _("Planned for %(when)s.") % {"when": entry_when(entry)}

    def clean(self) -> dict[str, Any]:
        if self.action == Action.FIX:
            self.cleaned_data["precision"] = Precision.DATE
        return super().clean()

    def wanted_place(self, written: str) -> Text:
        """A place that was not touched keeps what it is called in every language."""
        return self.entry.place if written == str(self.entry.place) else in_this_language(written)

    def check_wanted(self, wanted: NewDate) -> None:
        entry = self.entry
        if not belongs_to(wanted.span, entry.year):
            self.add_error(
                "first_day",
                _(
                    "This date belongs to the wheel of %(year)s. Choose a day in that year, or at most"
                    " %(days)s days outside it."
                )
                % {"year": entry.year, "days": EDGE.days},
            )
        is_same = wanted == NewDate.of(entry) and self.state == entry.state
        if is_same and self.cleaned_data.get("sequence") == entry.sequence:
            self.add_error("first_day", _("This is where it stands already. Choose another date."))


def initial_of(entry: Entry, action: Action) -> dict[str, Any]:
    """The answers as the date stands. A week shows its Monday, which is not offered for fixing."""
    made_up = action == Action.FIX and entry.precision != Precision.DATE
    span = span_of(entry)
    several = span.last != read_span(span.precision, span.first, None).last
    activity = entry.activity
    hours = (entry.starts_at, entry.ends_at)
    if activity and made_up:
        hours = (activity.starts_at, activity.ends_at)
    return {
        "precision": entry.precision,
        "first_day": None if made_up else entry.first_day,
        "last_day": entry.last_day if several and not made_up else None,
        "starts_at": hours[0],
        "ends_at": hours[1],
        "place": str(entry.place),
    }


def read_span(precision: str, first: date, last: date | None) -> Span:
    """The span that the answers mean: whole weeks, a whole month, or the days themselves."""
    if precision == Precision.MONTH:
        return whole_month(first)
    if precision == Precision.WEEK:
        return Span(iso_weeks(first).first, iso_weeks(last or first).last, "week")
    return Span(first, last or first)


def in_this_language(written: str) -> Text:
    """A text in the language of the page it was written on."""
    return Text.of({(get_language() or "nb")[:2]: written.strip()}) if written.strip() else Text()
