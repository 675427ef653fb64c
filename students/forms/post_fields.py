"""The questions about a task that nobody has to answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from portal.core.forms import PortalForm
from portal.partnership.models import Agreement, Measure
from students.forms.board import listing_address
from students.models import TaskKind
from students.rules.enums import AssignBy

LOCKED = frozenset({"unit", "data_need", "hours", "semester"})
"""What the leader confirmed and students relied on: fixed once a task is published."""


def words(label: Any, *, longest: int, rows: int = 0, **more: Any) -> forms.CharField:
    """A question answered in plain text, in `rows` lines where it may be long."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, max_length=longest, widget=widget, **more)


def number(label: Any, least: int, most: int, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, **more)


class RestFields(PortalForm, forms.Form):
    """Kind, fields of study, groups, terms, and where the task belongs."""

    kind = forms.ModelChoiceField(
        label=gettext_lazy("What kind of task is it?"),
        queryset=TaskKind.objects.all(),
        required=False,
        empty_label=gettext_lazy("Not decided"),
    )
    study_fields = forms.MultipleChoiceField(
        label=gettext_lazy("Which fields of study does it suit?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    in_english = forms.BooleanField(label=gettext_lazy("It can be answered in English"), required=False)
    groups = number(gettext_lazy("How many groups is there room for?"), 1, 40, required=False, initial=1)
    group_min = number(gettext_lazy("Smallest group"), 1, 60, required=False, initial=1)
    group_max = number(gettext_lazy("Largest group"), 1, 60, required=False, initial=4)
    assign_by = forms.ChoiceField(
        label=gettext_lazy("How do groups get the task?"),
        choices=[choice for choice in AssignBy.choices if choice[0] != AssignBy.COURSE],
        required=False,
        widget=forms.RadioSelect,
    )
    course = words(
        gettext_lazy("Course"),
        longest=80,
        required=False,
        help_text=gettext_lazy("Name or code, if you know it."),
    )
    data_offered = words(
        gettext_lazy("Which data can you share?"),
        longest=600,
        rows=3,
        required=False,
        help_text=gettext_lazy("Measurements, maps or reports. Write what they are, not what they say."),
    )
    hours = number(
        gettext_lazy("How many hours can the unit set aside?"),
        0,
        2000,
        required=False,
        help_text=gettext_lazy("For meetings and answers, in all. The leader of the unit confirms it."),
    )
    place = words(gettext_lazy("Where can the students work?"), longest=160, required=False)
    travel = words(
        gettext_lazy("Travel"),
        longest=160,
        required=False,
        help_text=gettext_lazy("What it takes, and who pays."),
    )
    confidential = forms.BooleanField(
        label=gettext_lazy("The students must sign a declaration of confidentiality"), required=False
    )
    themes = forms.MultipleChoiceField(
        label=gettext_lazy("Themes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    agreement = forms.ModelChoiceField(
        label=gettext_lazy("Which sub-agreement is it part of?"),
        queryset=Agreement.objects.filter(kind="sub"),
        required=False,
        empty_label=gettext_lazy("None"),
    )
    measure = forms.ModelChoiceField(
        label=gettext_lazy("Which measure of the agreement does it carry out?"),
        queryset=Measure.objects.all(),
        required=False,
        empty_label=gettext_lazy("None"),
    )
    listing_url = forms.URLField(
        label=gettext_lazy("Address of the listing elsewhere"), required=False, assume_scheme="https"
    )

    def clean_listing_url(self) -> str:
        return listing_address(self.cleaned_data["listing_url"])

    def clean_groups(self) -> int:
        return self.cleaned_data["groups"] or 1

    def clean_group_min(self) -> int:
        return self.cleaned_data["group_min"] or 1

    def clean_group_max(self) -> int:
        return self.cleaned_data["group_max"] or max(4, self.cleaned_data.get("group_min") or 1)

    def clean_assign_by(self) -> str:
        return self.cleaned_data["assign_by"] or AssignBy.OWNER
