"""What is recorded while a group works on a task."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.clock import today
from portal.core.forms import PortalForm
from students.forms.post_fields import words
from students.models import Assignment, StudentTask
from students.rules.enums import Point


class RecordForm(PortalForm, forms.Form):
    """Base of what is recorded of a work: it knows which version was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, work: Assignment, **kwargs: Any) -> None:
        self.work = work
        super().__init__(*args, initial={"version": work.version, **self.begin(work)}, **kwargs)

    def begin(self, work: Assignment) -> dict[str, Any]:
        return {name: getattr(work, name) for name in self.base_fields if name != "version"}


class AgreementForm(RecordForm):
    agreement_on = forms.DateField(label=gettext_lazy("When was the agreement signed by everyone?"))
    agreement_ref = words(
        gettext_lazy("Where is it archived?"),
        longest=80,
        help_text=gettext_lazy("The reference of the archive. The agreement itself is not kept here."),
    )
    ends_on = forms.DateField(
        label=gettext_lazy("When does the work end?"),
        help_text=gettext_lazy(
            "You and the supervisor are reminded 14 days before, and 7 days after if nothing is delivered."
        ),
    )

    def begin(self, work: Assignment) -> dict[str, Any]:
        return {**super().begin(work), "ends_on": work.ends_on or work.task.in_semester.last_day}

    def clean_agreement_on(self) -> date:
        return not_to_come(self.cleaned_data["agreement_on"])

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        signed, ends = answers.get("agreement_on"), answers.get("ends_on")
        if signed and ends and ends < signed:
            self.add_error("ends_on", _("The work can’t end before the agreement was signed."))
        return answers


class ClearingForm(PortalForm, forms.Form):
    data_cleared_on = forms.DateField(label=gettext_lazy("When was the use of the data cleared?"))
    data_reference = words(
        gettext_lazy("Where is that written?"),
        longest=80,
        help_text=gettext_lazy("The reference at Sikt or REK, or of the decision in the archive."),
    )

    def __init__(self, *args: Any, task: StudentTask, **kwargs: Any) -> None:
        begun = {name: getattr(task, name) for name in self.base_fields}
        super().__init__(*args, initial=begun, **kwargs)

    def clean_data_cleared_on(self) -> date:
        return not_to_come(self.cleaned_data["data_cleared_on"])


class PointsForm(PortalForm, forms.Form):
    points = forms.MultipleChoiceField(
        label=gettext_lazy("What is done?"),
        choices=Point.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def not_to_come(day: date) -> date:
    """Raises ValidationError for a day that is still to come (Oslo)."""
    if day > today():
        raise forms.ValidationError(_("That day is still to come. Record it once it has happened."))
    return day
