"""What a project is, in its own words: a short form to set one up, a longer one to say more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.authored_form import AuthoredForm
from portal.core.identifier_fields import NvaField
from portal.core.models import Authored
from portal.core.rich_text import RichTextField
from portal.partnership.models import Agreement, Measure, Unit
from portal.partnership.queries.theme import theme_choices


def words(label: Any, *, longest: int, rows: int = 0, **more: Any) -> forms.CharField:
    """A question answered in plain text, in `rows` lines where it may be long."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, max_length=longest, widget=widget, **more)


class ProjectForm(AuthoredForm):
    """Sets up an idea. `unit_rows` are the units chosen; only of a form that is valid."""

    texts: ClassVar[tuple[str, ...]] = ("title", "question", "summary", "why")
    not_own: ClassVar[frozenset[str]] = frozenset({"units"})
    field_order = ["title", "question", "summary", "why"]

    title = words(_("What is the project called?"), longest=120)
    question = words(
        _("Which question does it answer?"),
        longest=300,
        rows=2,
        help_text=_("One sentence with a question mark."),
    )
    summary = words(
        _("What is it, in plain words?"),
        longest=600,
        rows=4,
        help_text=_(
            "Two or three sentences that a neighbour would understand. This stands on top of its page."
        ),
    )
    why = words(
        _("Why is it needed?"),
        longest=1200,
        rows=4,
        help_text=_("Who has the problem, and what it costs them."),
    )
    themes = forms.MultipleChoiceField(label=_("Themes"), required=False, widget=forms.CheckboxSelectMultiple)
    units = forms.ModelMultipleChoiceField(
        label=_("Which units take part?"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, own: Sequence[int] = (), **kwargs: Any) -> None:
        """`own` are the keys of the units that a new project begins with."""
        super().__init__(*args, **kwargs)
        if own:
            self.initial.setdefault("units", list(own))
        chosen: Any = self.fields["themes"]
        chosen.choices = theme_choices()
        if not chosen.choices:
            del self.fields["themes"]
        units: Any = self.fields["units"]
        units.queryset = Unit.objects.named().select_related("partner")

    def first_answers(self, thing: Authored) -> dict[str, Any]:
        units: Any = thing.units  # type: ignore[attr-defined]
        return super().first_answers(thing) | {"units": [unit.pk for unit in units.all()]}

    @property
    def values(self) -> Mapping[str, Any]:
        return {name: value for name, value in super().values.items() if name not in self.not_own}

    @property
    def unit_rows(self) -> list[Unit]:
        return list(self.cleaned_data["units"])


class ProjectAboutForm(ProjectForm):
    """Everything a project says of itself but for what are lists. Days are Oslo days, both included."""

    texts: ClassVar[tuple[str, ...]] = ("title", "question", "summary", "why", "body")
    field_order = [
        *("title", "question", "summary", "why", "body", "starts", "ends"),
        *("themes", "units", "agreement", "measure", "nva_id", "language"),
    ]

    body = RichTextField(label=_("More about it"), required=False)
    starts = forms.DateField(label=_("First day"), required=False)
    ends = forms.DateField(label=_("Last day"), required=False)
    agreement = forms.ModelChoiceField(
        label=_("Which sub-agreement is it part of?"),
        queryset=Agreement.objects.filter(kind="sub"),
        required=False,
        empty_label=_("None"),
    )
    measure = forms.ModelChoiceField(
        label=_("Which measure of the agreement does it carry out?"),
        queryset=Measure.objects.all(),
        required=False,
        empty_label=_("None"),
    )
    nva_id = NvaField(
        label=_("Number in NVA"),
        required=False,
        help_text=_("The address of the project’s page at nva.sikt.no, or its number."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].help_text = _(
            "To add another language, choose it and write title, question and summary in it. What stands in"
            " the other languages is kept."
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("The last day is before the first one. Write a later day."))
        return data
