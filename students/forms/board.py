"""The address of a task's listing on a board outside the portal, pasted back."""

from __future__ import annotations

from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.forms import PortalForm
from students.models import TaskBoard


def listing_address(said: str) -> str:
    """The address, once it is sure that it leads to a board of the partnership's file, safely.

    Empty stays empty. Raises ValidationError. One query, where there is something to check.
    """
    if not said:
        return ""
    parts = urlsplit(said)
    if parts.scheme != "https" or parts.username or parts.password:
        raise forms.ValidationError(_("Paste the whole address of the listing. It begins with https://."))
    hosts = [host for board in TaskBoard.objects.all() for host in board.hosts]
    if hosts and parts.netloc.lower() not in hosts:
        raise forms.ValidationError(
            _("That address leads somewhere else. Paste one that begins with %(hosts)s.")
            % {"hosts": ", ".join(f"https://{host}/" for host in hosts)}
        )
    return said


class ListingForm(PortalForm, forms.Form):
    """Empty takes the address away again."""

    listing_url = forms.URLField(
        label=gettext_lazy("Address of the listing"),
        help_text=gettext_lazy("Copy it from the address bar when the listing is saved there."),
        max_length=300,
        required=False,
        assume_scheme="https",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_listing_url(self) -> str:
        return listing_address(self.cleaned_data["listing_url"])
