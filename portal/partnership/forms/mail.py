"""How somebody wants their mail, and when they are away."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.clock import today
from portal.core.forms import PortalForm
from portal.partnership.models import User
from portal.partnership.models.person import LANGUAGES, MailRhythm
from portal.partnership.rules.mail_kinds import mail_kinds

LONGEST_ABSENCE = timedelta(days=366)


class WishesForm(PortalForm, forms.Form):
    """What the reader wants. Kinds of mail that come with a duty are not among the choices."""

    rhythm = forms.ChoiceField(
        label=_("When reminders come"),
        choices=MailRhythm.choices,
        widget=forms.RadioSelect,
        help_text=_("What is close at hand comes at once, whatever you choose."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("What you want reminders of"), widget=forms.CheckboxSelectMultiple, required=False
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        optional = [(key, kind.label) for key, kind in mail_kinds.items() if not kind.mandatory]
        self.fields["kinds"].choices = optional  # type: ignore[attr-defined]
        self.optional = {key for key, _label in optional}

    @classmethod
    def of(cls, user: User, unwanted: Collection[str]) -> WishesForm:
        """The form as the reader's wishes are now."""
        wanted = [key for key, kind in mail_kinds.items() if not kind.mandatory and key not in unwanted]
        return cls(initial={"rhythm": user.mail_rhythm, "kinds": wanted, "language": user.language})

    @property
    def unwanted(self) -> set[str]:
        return self.optional - set(self.cleaned_data["kinds"])


class AbsenceForm(PortalForm, forms.Form):
    """Days when somebody is away, both included."""

    first_day = forms.DateField(label=_("First day away"))
    last_day = forms.DateField(label=_("Last day away"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="absence", **kwargs)

    def clean_last_day(self) -> date:
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data["last_day"]
        if first and last < first:
            raise forms.ValidationError(_("The last day must be on or after the first."))
        if last < today():
            raise forms.ValidationError(_("These days have passed. Write a last day from today on."))
        if first and last - first > LONGEST_ABSENCE:
            raise forms.ValidationError(
                _("Nobody is away for more than a year. Ask the partnership team to fill the seat instead.")
            )
        return last  # type: ignore[no-any-return]
