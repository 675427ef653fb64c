"""What the reader of the change log looks for, as its address says."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portal.core.forms import PortalForm
from portal.partnership.change_log.things import logged_things
from portal.partnership.queries.change_log import Asked, Place, people_named

THING = re.compile(r"([a-z]+):([0-9]{1,18})")
PLACE = re.compile(r"([0-9]{1,17})-([a-z]+)-([0-9]{1,9})")
DAYS = [
    MinValueValidator(date(2000, 1, 1), _("Write a day after 1999.")),
    MaxValueValidator(date(2199, 12, 31), _("Write a day before 2200.")),
]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class ChangeLogForm(PortalForm, forms.Form):
    """All answers are optional. `ting` is a thing's kind and number, as links to its changes give it."""

    slag = forms.ChoiceField(label=_("Kind of thing"), required=False)
    person = forms.CharField(
        label=_("About whom"), help_text=_("A name, or part of one"), max_length=120, required=False
    )
    av = forms.CharField(
        label=_("Changed by"), help_text=_("A name, or part of one"), max_length=120, required=False
    )
    fra = forms.DateField(label=_("From this day"), validators=DAYS, required=False)
    til = forms.DateField(label=_("To this day"), validators=DAYS, required=False)
    ting = forms.RegexField(THING, required=False, widget=forms.HiddenInput)

    focus_errors = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(key, capfirst(str(thing.called))) for key, thing in logged_things.items()]
        self.fields["slag"].choices = [("", _("All kinds")), *kinds]  # type: ignore[attr-defined]

    def clean_ting(self) -> tuple[str, int] | None:
        found = THING.fullmatch(self.cleaned_data["ting"])
        return (found[1], int(found[2])) if found and found[1] in logged_things else None

    def asked(self) -> Asked:
        """What can be made of the answers; those that can't be read ask for nothing."""
        self.is_valid()
        answers = self.cleaned_data
        return Asked(
            kind=answers.get("slag", ""),
            thing=answers.get("ting"),
            about=people_named(answers["person"]) if answers.get("person") else None,
            by=people_named(answers["av"]) if answers.get("av") else None,
            first_day=answers.get("fra"),
            last_day=answers.get("til"),
        )


def read_place(word: str) -> Place | None:
    """The place in the log an address continues from; none where it says nothing that can be read."""
    found = PLACE.fullmatch(word)
    if not found or found[2] not in logged_things:
        return None
    try:
        return Place(EPOCH + timedelta(microseconds=int(found[1])), found[2], int(found[3]))
    except OverflowError:
        return None


def write_place(place: Place) -> str:
    return f"{(place.at - EPOCH) // timedelta(microseconds=1)}-{place.kind}-{place.number}"
