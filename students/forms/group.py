"""One more in a group."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from portal.core.forms import PortalForm
from students.forms.post_fields import words


class FellowForm(PortalForm, forms.Form):
    name = words(gettext_lazy("Name"), longest=120)
    email = forms.EmailField(label=gettext_lazy("E-mail"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for field in ("name", "email"):
            self.fields[field].widget.attrs["autocomplete"] = "off"
