"""A student's interest in a task, alone or as a group; and what those who answer it write."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.forms import PortalForm
from portal.partnership.models import User
from students.forms.post_fields import words
from students.models import StudentTask
from students.workflows.group import Fellow

MOST_ROWS = 11
"""Fellow students one can name; a larger group agrees on who they are outside the portal."""


class InterestForm(PortalForm, forms.Form):
    """`fellows` are those named; only of a valid form. There are as many rows as a group may have."""

    angle = words(
        gettext_lazy("What would you like to find out, and how?"),
        longest=600,
        rows=6,
        help_text=gettext_lazy("In your own words, a few sentences. It need not be finished."),
    )
    group_name = words(gettext_lazy("Name of the group"), longest=80, required=False)

    def __init__(self, *args: Any, task: StudentTask, by: User, **kwargs: Any) -> None:
        self.by, self.for_groups = by, task.group_min > 1
        self.most = min(task.group_max - 1, MOST_ROWS)
        super().__init__(*args, **kwargs)
        for number in range(1, self.most + 1):
            about = {"number": number}
            self.fields[f"name_{number}"] = words(
                _("Name of fellow student %(number)s") % about, longest=120, required=False
            )
            self.fields[f"email_{number}"] = forms.EmailField(
                label=_("E-mail of fellow student %(number)s") % about, required=False
            )
            self.fields[f"email_{number}"].widget.attrs["autocomplete"] = "off"
        if not self.most:
            del self.fields["group_name"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        named = {self.by.email.lower()}
        for number in range(1, self.most + 1):
            name, email = data.get(f"name_{number}", "").strip(), data.get(f"email_{number}", "").lower()
            if name and not email and f"email_{number}" not in self.errors:
                self.add_error(f"email_{number}", _("Write the e-mail, so that they can say yes."))
            if email and not name:
                self.add_error(f"name_{number}", _("Write the name too."))
            if email and email in named:
                self.add_error(
                    f"email_{number}", _("Each fellow student stands once, and you are in already.")
                )
            named.add(email)
        return data

    @property
    def fellows(self) -> list[Fellow]:
        rows = range(1, self.most + 1)
        pairs = [
            (self.cleaned_data[f"name_{row}"].strip(), self.cleaned_data[f"email_{row}"]) for row in rows
        ]
        return [Fellow(name, email) for name, email in pairs if email]

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        return [(self[f"name_{number}"], self[f"email_{number}"]) for number in range(1, self.most + 1)]

    @property
    def group_open(self) -> bool:
        """Where the task is for groups, or something about the group is answered or wrong."""
        names = [name for name in self.fields if name != "angle"]
        return self.for_groups or any(self[name].value() or self[name].errors for name in names)


class ReserveForm(PortalForm, forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    course = words(
        gettext_lazy("Which course is it for?"),
        longest=80,
        help_text=gettext_lazy("Name and code. It stands on the page of the task."),
    )
