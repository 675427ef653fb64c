"""What somebody is asked the first time: which unit they work in, and in which language they read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.forms import PortalForm
from portal.partnership.models import Unit, User
from portal.partnership.models.person import LANGUAGES
from portal.partnership.workflows.affiliation import unplaced_employments


class WelcomeForm(PortalForm, forms.Form):
    """The unit is asked of those of whom only the employer is known, and need not be answered."""

    unit = forms.ModelChoiceField(
        label=_("Which unit do you work in?"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("I will say it later"),
        help_text=_("So that tasks and dates for your unit reach you."),
    )
    language = forms.ChoiceField(label=_("Which language do you want to read?"), choices=LANGUAGES)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partners = unplaced_employments(user).values_list("unit__partner", flat=True)
        units = Unit.objects.named().filter(partner__in=list(partners))
        if units:
            self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        else:
            del self.fields["unit"]
