"""What one calls a search that one keeps."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from portal.core.forms import PortalForm
from students.models import SavedSearch


class SavedSearchForm(PortalForm, forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = SavedSearch
        fields = ("name",)
        labels = {"name": gettext_lazy("What do you call this search?")}
        help_texts = {"name": gettext_lazy("The name stands in the e-mail.")}
