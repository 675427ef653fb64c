"""What is delivered, and what its authors say of showing it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from portal.core.clock import today
from portal.core.forms import PortalForm
from portal.core.rules.identifiers import doi_address, doi_of
from portal.core.text import LANGUAGES, Text
from portal.core.uploads import DocumentField
from students.forms.post_fields import words
from students.forms.work import RecordForm, not_to_come
from students.models import Assignment, Consent
from students.rules.delivery import latest_embargo
from students.rules.enums import Language

HANDLE = re.compile(r"https?://(?:hdl\.handle\.net|hdl\.net)/(.+)", re.IGNORECASE)
"""The address archives of universities give what they keep, often still without encryption."""
NOW, LATER, NO = "now", "later", "no"
ANSWERS = [
    (NOW, gettext_lazy("Yes, everyone may read our work here")),
    (LATER, gettext_lazy("Yes, but not before a certain day")),
    (NO, gettext_lazy("No, do not show our work")),
]


class DeliveryForm(RecordForm):
    title = words(gettext_lazy("What is the work called?"), longest=140)
    language = forms.ChoiceField(label=gettext_lazy("Which language is it in?"), choices=Language.choices)
    delivered_on = forms.DateField(label=gettext_lazy("When was it delivered?"))
    found = words(
        gettext_lazy("What did they find out, in a few sentences?"), longest=1200, rows=4, required=False
    )
    delivered_url = words(
        gettext_lazy("Where can one read it?"),
        longest=400,
        required=False,
        help_text=gettext_lazy("The address in the university’s archive or another one, or a DOI."),
    )
    report = DocumentField(label=gettext_lazy("Or the report as a file"), required=False)
    embargo_until = forms.DateField(
        label=gettext_lazy("Is it agreed to keep it back until a day?"),
        required=False,
        help_text=gettext_lazy("At most three years after delivery. The students may ask for a day, too."),
    )

    def begin(self, work: Assignment) -> dict[str, Any]:
        language = work.language if work.title else (get_language() or LANGUAGES[0])[:2]
        begun = {**super().begin(work), "language": language, "found": str(work.found), "report": None}
        return {**begun, "delivered_on": work.delivered_on or today()}

    def clean_delivered_on(self) -> date:
        return not_to_come(self.cleaned_data["delivered_on"])

    def clean_delivered_url(self) -> str:
        said = self.cleaned_data["delivered_url"].strip()
        return archive_address(said) if said else ""

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        somewhere = answers.get("delivered_url") or answers.get("report") or self.work.report_id
        if not somewhere and not {"delivered_url", "report"} & set(self.errors):
            self.add_error("delivered_url", _("Write where one can read it, or choose the report as a file."))
        embargo, delivered = answers.get("embargo_until"), answers.get("delivered_on")
        if embargo and delivered:
            self._check_embargo(embargo, latest_embargo(delivered))
        return answers

    def _check_embargo(self, day: date, latest: date) -> None:
        if day > latest:
            self.add_error("embargo_until", too_late(latest))

    @property
    def values(self) -> dict[str, Any]:
        """What is recorded; without the file. Only of a form that is valid."""
        answers = {
            name: value for name, value in self.cleaned_data.items() if name not in ("version", "report")
        }
        return {**answers, "found": Text.of({answers["language"]: answers["found"].strip()})}


class ConsentForm(PortalForm, forms.Form):
    answer = forms.ChoiceField(
        label=gettext_lazy("May everyone read your work here?"), choices=ANSWERS, widget=forms.RadioSelect
    )
    not_before = forms.DateField(
        label=gettext_lazy("Not before"),
        required=False,
        help_text=gettext_lazy("Only if you chose a certain day. At most three years after delivery."),
    )

    def __init__(self, *args: Any, work: Assignment, said: Consent | None, **kwargs: Any) -> None:
        begun: dict[str, Any] = {}
        if said is not None:
            begun["answer"] = NO if not said.yes else LATER if said.not_before else NOW
            begun["not_before"] = said.not_before
        self.work = work
        super().__init__(*args, initial=begun, **kwargs)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if answers.get("answer") != LATER:
            return {**answers, "not_before": None}
        day = answers.get("not_before")
        assert self.work.delivered_on is not None
        latest = latest_embargo(self.work.delivered_on)
        if day is None and "not_before" not in self.errors:
            self.add_error("not_before", _("Choose the day."))
        elif day and day > latest:
            self.add_error("not_before", too_late(latest))
        return answers

    @property
    def yes(self) -> bool:
        return bool(self.cleaned_data["answer"] != NO)


def too_late(latest: date) -> str:
    return _("It can be kept back until %(day)s at most: three years after delivery.") % {
        "day": date_format(latest, "DATE_FORMAT")
    }


def archive_address(said: str) -> str:
    """An address over https, from a DOI, a handle or an address. Raises ValidationError."""
    try:
        return doi_address(doi_of(said))
    except ValueError:
        pass
    address = HANDLE.sub(r"https://hdl.handle.net/\1", said)
    try:
        URLValidator(schemes=["https"])(address)
    except ValidationError:
        raise forms.ValidationError(
            _("Write a DOI, or an address that begins with https://."), code="invalid"
        ) from None
    if urlsplit(address).username:
        raise forms.ValidationError(_("Write the address without a name and password."), code="invalid")
    return address
