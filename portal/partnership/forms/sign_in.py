"""The form for signing in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """E-mail and password; says the same whether it was the address or the password that was wrong."""

    error_messages = {
        "invalid_login": _("The e-mail or the password is wrong. Check both and try again."),
        "inactive": _("This account is closed. Write to the partnership team to have it opened."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("E-mail")
        attributes = self.fields["username"].widget.attrs
        attributes["autocomplete"] = "username"
        attributes.pop("autofocus", None)
