"""Asking for a code by e-mail, and writing it."""

from __future__ import annotations

from allauth.account.forms import ConfirmLoginCodeForm
from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.forms import PortalForm

DIGITS = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}


class AskForCodeForm(PortalForm, forms.Form):
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class CodeForm(PortalForm, ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code from the mail; hyphens and spaces in it don't matter."""

    code = forms.CharField(
        label=_("The code from the e-mail"), max_length=20, widget=forms.TextInput(attrs=DIGITS)
    )
