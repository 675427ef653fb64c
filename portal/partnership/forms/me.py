"""What people write about themselves: name, language and e-mail address; and that they want to be erased."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.forms import PortalForm
from portal.core.workflows.outbox import ADDRESS, one_line
from portal.partnership.models import User
from portal.partnership.models.person import LANGUAGES


class AboutMeForm(PortalForm, forms.Form):
    """Name and language."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("As others here see it."), strip=True)
    language = forms.ChoiceField(
        label=_("Language of the mail"),
        choices=LANGUAGES,
        help_text=_("Pages have their language in their address."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    @classmethod
    def of(cls, user: User) -> AboutMeForm:
        return cls(initial={"name": user.name, "language": user.language})

    def clean_name(self) -> str:
        name = " ".join(one_line(self.cleaned_data["name"]).split())
        if not re.search(r"[^\W\d_]", name):
            raise forms.ValidationError(_("Write your name with letters."))
        return name


class NewAddressForm(PortalForm, forms.Form):
    """Another e-mail address than the one the account has."""

    email = forms.EmailField(
        label=_("New e-mail address"),
        max_length=254,
        help_text=_("You get a link there. The address is changed when you open it."),
    )

    def __init__(self, *args: Any, now: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.fields["email"].widget.attrs["autocomplete"] = "email"

    def clean_email(self) -> str:
        address: str = self.cleaned_data["email"].strip()
        if not ADDRESS.fullmatch(address):
            raise forms.ValidationError(_("Write an e-mail address, such as name@example.org."))
        if address == self.now:
            raise forms.ValidationError(_("You use this address already. Write another one."))
        return User.objects.normalize_email(address)


class EraseForm(PortalForm, forms.Form):
    """One tick, so that nobody is erased by a slip."""

    sure = forms.BooleanField(label=_("Erase me. I know that it can't be undone."))
