"""What one is asked when a date is added that comes from no activity."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.forms.entry import DateFields
from events.rules.enums import Audience, Kind, Precision, ShownTo
from events.rules.new_date import NewDate
from events.rules.reading import FIRST_YEAR, LAST_YEAR


class NewEntryForm(DateFields):
    """`uid` is made with the page: sent twice, the form adds one date."""

    uid = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label=gettext_lazy("What is it?"), max_length=120)
    summary = forms.CharField(
        label=gettext_lazy("What should people know about it?"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of date?"), choices=Kind.choices, widget=forms.RadioSelect
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("For whom?"), choices=Audience.choices, widget=forms.RadioSelect
    )
    shown_to = forms.ChoiceField(
        label=gettext_lazy("Who may see it?"), choices=ShownTo.choices, widget=forms.RadioSelect
    )

    field_order = ["title", "summary", "kind", "audience", "shown_to", "precision"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"uid": uuid.uuid4(), "precision": Precision.DATE, **self.initial}

    @property
    def year(self) -> int:
        """The year whose wheel it stands on: that of its first day, and of its ISO week for a week."""
        span = self.wanted.span
        return span.first.isocalendar().year if span.precision == "week" else span.first.year

    def check_wanted(self, wanted: NewDate) -> None:
        if not FIRST_YEAR <= wanted.span.first.year < LAST_YEAR:
            self.add_error(
                "first_day",
                _("Choose a day from %(first)s to %(last)s.") % {"first": FIRST_YEAR, "last": LAST_YEAR - 1},
            )
