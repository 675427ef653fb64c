"""What is asked of who announces or registers a staff exchange."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from portal.core.authored_form import AuthoredForm
from portal.core.models import Authored
from portal.partnership.models import Unit, User
from portal.partnership.queries.staff import staff_with_address
from portal.partnership.queries.theme import theme_choices
from projects.models import Project
from projects.rules.enums import ExchangeKind

DECIDED_LATER = _("Not decided yet")


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Unit.objects.named().select_related("partner"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.partner.short_name})"


class ExchangeForm(AuthoredForm):
    """A position between the partners. The contact is a person with an account, named by e-mail address."""

    texts: ClassVar = ("title", "summary")

    title = forms.CharField(label=_("What is it called?"), max_length=140)
    kind = forms.ChoiceField(label=_("What kind is it?"), choices=ExchangeKind.choices)
    summary = forms.CharField(
        label=_("What is the work, and whom does it suit?"),
        help_text=_("Two or three sentences. Do not write who holds the position."),
        max_length=900,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    host = UnitField(label=_("Where is the work done?"), empty_label=_("Choose a unit"))
    home = UnitField(label=_("Where does the person come from?"), required=False, empty_label=DECIDED_LATER)
    percent = forms.IntegerField(
        label=_("How large a share of a full position?"),
        help_text=_("In percent, from 1 to 100."),
        min_value=1,
        max_value=100,
        required=False,
    )
    starts = forms.DateField(label=_("First day"), required=False)
    ends = forms.DateField(label=_("Last day"), required=False)
    apply_by = forms.DateField(
        label=_("Last day to apply"), help_text=_("It stands on the annual wheel."), required=False
    )
    contact_address = forms.EmailField(
        label=_("Whom can one ask? Write the e-mail address"),
        help_text=_("Everyone can read the name and the address. Ask others before you write theirs."),
    )
    project = forms.ModelChoiceField(
        label=_("Is it part of a project?"),
        queryset=Project.objects.none(),
        required=False,
        empty_label=_("No"),
    )
    themes = forms.MultipleChoiceField(
        label=_("What is it about?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, user: User, thing: Authored | None = None, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        self.initial.setdefault("contact_address", user.email)
        projects: Any = self.fields["project"]
        own = Project.objects.under_way().editable_by(user)
        known = getattr(thing, "project_id", None)
        projects.queryset = own | Project.objects.filter(pk=known) if known else own
        choices = theme_choices()
        if choices:
            self.fields["themes"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["themes"]

    def first_answers(self, thing: Authored) -> dict[str, Any]:
        contact = getattr(thing, "contact", None)
        return super().first_answers(thing) | {"contact_address": contact.email if contact else ""}

    def clean_contact_address(self) -> str:
        address: str = self.cleaned_data["contact_address"]
        self.contact = staff_with_address(address)
        if self.contact is None:
            raise forms.ValidationError(
                translated("Nobody in the partnership has an account with this address. Write another one.")
            )
        return address

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = answers.get("starts"), answers.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", translated("The last day can’t come before the first one."))
        return answers

    @property
    def more_is_said(self) -> bool:
        """Whether what is folded away holds an answer."""
        return any(self[name].value() for name in ("project", "themes") if name in self.fields)

    @property
    def values(self) -> Mapping[str, Any]:
        answers = {name: value for name, value in super().values.items() if name != "contact_address"}
        return answers | {"contact": self.contact}
