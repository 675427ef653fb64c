"""What is asked of who voices a need, shares one, offers to help, or merges two."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.core.authored_form import AuthoredForm
from portal.core.forms import PortalForm
from portal.core.models import Thread
from portal.partnership.models import Unit, User
from portal.partnership.queries.theme import theme_choices
from projects.models import Need, NeedOffer
from projects.queries.need import units_to_offer_from, units_to_voice_for

OTHER = ""


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Unit.objects.none(), empty_label=_("Choose a unit"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.partner.short_name})"


class UnitMixin(PortalForm):
    """A form that asks for a unit only where there is a choice; `chosen_unit` is the answer either way."""

    only_unit: Unit | None = None

    def choose_from(self, units: QuerySet[Unit]) -> None:
        found = units.select_related("partner").distinct()
        few = list(found[:2])
        if len(few) > 1:
            field: Any = self.fields["unit"]
            field.queryset = found
            return
        self.only_unit = few[0] if few else None
        del self.fields["unit"]

    @property
    def chosen_unit(self) -> Unit | None:
        answers: Mapping[str, Any] = self.cleaned_data
        return answers.get("unit") or self.only_unit


class NeedForm(UnitMixin, AuthoredForm):
    """A need in three fields. The unit is asked for where the person may speak for several."""

    texts: ClassVar = ("title", "summary", "better")

    title = forms.CharField(
        label=_("What do you ask?"),
        help_text=_("One question, as you would ask a colleague."),
        max_length=140,
    )
    summary = forms.CharField(
        label=_("What is hard today?"),
        help_text=_("Say what happens, how often, and whom it concerns. Leave out names."),
        max_length=800,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    better = forms.CharField(
        label=_("What would be better if it were solved?"),
        max_length=800,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    unit = UnitChoice(label=_("Which unit has the need?"))
    themes = forms.MultipleChoiceField(
        label=_("What is it about?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, user: User, thing: Need | None = None, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        units = units_to_voice_for(user)
        self.choose_from(units | Unit.objects.filter(pk=thing.unit_id) if thing else units)
        choices = theme_choices()
        if choices:
            self.fields["themes"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["themes"]

    @property
    def values(self) -> Mapping[str, Any]:
        return {**super().values, "unit": self.chosen_unit}

    @property
    def words(self) -> str:
        """All it says, for finding needs like it; only of a form that is valid."""
        return " ".join(self.cleaned_data[name] for name in ("title", "summary"))


class ShareForm(UnitMixin, forms.Form):
    unit = UnitChoice(label=_("Which unit has the need too?"))

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from(units)


class OfferForm(UnitMixin, forms.Form):
    how = forms.CharField(
        label=_("What can you contribute, and how?"),
        help_text=_("Such as your field, data, students, time or somebody you know."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    unit = UnitChoice(label=_("From which unit?"), required=False)

    def __init__(self, *args: Any, user: User, offer: NeedOffer | None, **kwargs: Any) -> None:
        begun = {"how": offer.how, "unit": offer.unit_id} if offer else None
        super().__init__(*args, initial=begun, **kwargs)
        self.choose_from(units_to_offer_from(user))


class MergeForm(PortalForm, forms.Form):
    """Which need it is merged into: one of those that ask nearly the same, or any by its address."""

    into = forms.ChoiceField(
        label=_("Which need asks the same?"), required=False, widget=forms.RadioSelect, initial=OTHER
    )
    address = forms.CharField(
        label=_("The address of another need"),
        help_text=_("Copy it from the page of the need that stays."),
        required=False,
        max_length=300,
    )

    def __init__(self, *args: Any, need: Need, alike: Sequence[Thread], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.need = need
        if alike:
            choices = [(thread.key, str(thread.title)) for thread in alike]
            self.fields["into"].choices = [*choices, (OTHER, _("Another need"))]  # type: ignore[attr-defined]
        else:
            del self.fields["into"]

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        key = answers.get("into") or slug_in(answers.get("address", ""))
        found = Need.objects.filter(slug=key, thread__merged_into=None).exclude(pk=self.need.pk)
        self.chosen = found.select_related("thread", "unit").first() if key else None
        if self.chosen is None:
            self.add_error("address", _("Choose a need above, or write the address of one that is there."))
        return answers


def slug_in(address: str) -> str:
    """The last part of an address, whatever stands before it and after it."""
    return re.split(r"[?#]", address.strip())[0].rstrip("/").rpartition("/")[2]
