"""When a seat or a place ends."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.forms import PortalForm


class EndForm(PortalForm, forms.Form):
    """The last day, which is included."""

    use_required_attribute = False

    last_day = forms.DateField(label=_("Last day"), help_text=_("From the day after, it is over."))
