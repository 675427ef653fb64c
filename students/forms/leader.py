"""What a leader says of a task: yes with hours, or no with a reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from portal.core.forms import PortalForm
from students.forms.post_fields import number, words
from students.models import StudentTask

HOURS_FOR_A_GROUP = 20
"""What is suggested where the author has said nothing: a meeting every other week, and answers in between."""


class YesForm(PortalForm, forms.Form):
    """Hours in all. Where somebody else than the leader answers (`recorded`), it asks how they know."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    hours = number(
        gettext_lazy("How many hours can the unit set aside?"),
        0,
        2000,
        help_text=gettext_lazy("For meetings and answers, in all. Change the number if you know better."),
    )
    note = words(
        gettext_lazy("Who gave the leader’s word, and how?"),
        longest=400,
        rows=2,
        help_text=gettext_lazy("For example: by telephone from the acting leader, on Monday."),
    )

    def __init__(self, *args: Any, task: StudentTask, recorded: bool = False, **kwargs: Any) -> None:
        hours = task.hours or HOURS_FOR_A_GROUP * task.groups
        kwargs["initial"] = {"hours": hours, "version": task.version}
        super().__init__(*args, prefix="yes", **kwargs)
        if not recorded:
            del self.fields["note"]

    @property
    def said_by(self) -> str:
        """Only of a form that is valid."""
        return str(self.cleaned_data.get("note", ""))


class NoForm(PortalForm, forms.Form):
    reason = words(
        gettext_lazy("No, because …"),
        longest=600,
        rows=3,
        help_text=gettext_lazy("The author gets it by mail, and can mend the task. It is never public."),
        error_messages={"required": gettext_lazy("Say why, so that the author can mend it.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="no", **kwargs)
