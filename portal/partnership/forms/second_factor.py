"""Showing a second factor, and setting one up."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.forms import PortalForm
from portal.partnership.forms.code import DIGITS
from portal.partnership.rules.once import first_use
from portal.partnership.sign_in import confirmation

#: What reading a credential that no browser has made ends in.
NO_CREDENTIAL = (TypeError, ValueError, KeyError, AttributeError)


class SecondStepForm(PortalForm, AuthenticateForm):  # type: ignore[misc]
    """A code from the app or a recovery code; each is taken once."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("Six digits from the authenticator app, or one of your recovery codes."),
        widget=forms.TextInput(attrs=DIGITS),
    )

    @property
    def shown(self) -> Authenticator:
        """The factor the code is of, once it is found right."""
        return self.authenticator

    def clean_code(self) -> str:
        """allauth remembers a code for 30 seconds; with a tolerant clock it would hold for longer."""
        code = str(super().clean_code())
        if self.authenticator.type == Authenticator.Type.TOTP and not first_use(self.user.pk, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AppForm(PortalForm, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an authenticator app, which shows that it has the key."""

    code = forms.CharField(label=_("Code from the app"), max_length=20, widget=forms.TextInput(attrs=DIGITS))

    def clean_code(self) -> str:
        code = str(super().clean_code())
        if not first_use(self.user.pk, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class PasskeyForm(PortalForm, AddWebAuthnForm):  # type: ignore[misc]
    """The name of a passkey; the browser fills in the key itself."""

    name = forms.CharField(
        label=_("What you call it"),
        max_length=60,
        required=False,
        help_text=_("So that you know it again, such as “my phone” or “the key at work”."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"].error_messages["required"] = _(
            "The browser made no passkey. Try again, or set up an authenticator app instead."
        )

    def clean(self) -> dict[str, Any]:
        try:
            return dict(super().clean() or {})
        except NO_CREDENTIAL as error:
            raise get_adapter().validation_error("incorrect_code") from error


class ShownPasskeyForm(AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey the browser has used."""

    @property
    def shown(self) -> Authenticator:
        return self.cleaned_data["credential"]

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()
        except NO_CREDENTIAL as error:
            raise get_adapter().validation_error("incorrect_code") from error


class ConfirmationCodeForm(PortalForm, forms.Form):
    """The code from the mail of somebody who is about to change how they sign in."""

    code = forms.CharField(
        label=_("The code from the e-mail"), max_length=20, widget=forms.TextInput(attrs=DIGITS)
    )

    def __init__(self, *args: Any, session: MutableMapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if not confirmation.use(self.session, code):
            raise forms.ValidationError(_("That is not the right code. Look at it and write it once more."))
        return code
