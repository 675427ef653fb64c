"""What is asked of who registers an application for money, and of who says how it went."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.authored_form import AuthoredForm
from portal.core.forms import PortalForm
from projects.forms.kroner import KronerField


class ApplicationForm(AuthoredForm):
    """An application to a funder's call."""

    texts: ClassVar = ("title", "summary")

    title = forms.CharField(
        label=_("What do you apply for?"),
        help_text=_("In a few words, as it may stand on the annual wheel."),
        max_length=160,
    )
    funder = forms.CharField(label=_("Who gives the money?"), max_length=160)
    call = forms.CharField(label=_("Which call or scheme?"), max_length=200)
    call_url = forms.URLField(
        label=_("Where does one read about the call?"), max_length=400, required=False, assume_scheme="https"
    )
    deadline = forms.DateField(
        label=_("When is the deadline?"),
        help_text=_(
            "It stands on the annual wheel for the partners. The project’s owners and the team are reminded"
            " 42, 14 and 3 days before."
        ),
    )
    sought = KronerField(label=_("How much do you apply for, in kroner?"))
    summary = forms.CharField(
        label=_("What is the money for?"),
        help_text=_("One or two sentences. Everyone can read them when the funder has answered."),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class GrantedForm(PortalForm, forms.Form):
    granted = KronerField(label=_("How much is granted, in kroner?"))
