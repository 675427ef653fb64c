"""What a project may say besides: news, the goals it serves, who took part in the research, how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.authored_form import AuthoredForm
from portal.core.models import Authored
from projects.forms.project import words
from projects.queries.project_profile import takers
from projects.rules.enums import Stage
from projects.rules.sdg import GOALS


class NewsForm(AuthoredForm):
    """A piece of news in a few lines."""

    texts = ("told",)

    told = words(
        _("What is new?"),
        longest=1000,
        rows=4,
        help_text=_("Two or three sentences. Everyone can read them."),
    )

    def first_answers(self, thing: Authored) -> dict[str, Any]:
        """It begins empty: news is always new."""
        return {"version": thing.version}


class GoalsForm(AuthoredForm):
    texts = ()

    sdgs = forms.TypedMultipleChoiceField(
        label=_("Which of the UN’s sustainable development goals does it serve?"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["language"]
        field: Any = self.fields["sdgs"]
        field.choices = [(number, f"{number}. {name}") for number, name in GOALS.items()]


class ProfileForm(AuthoredForm):
    """“Research with, not on”: who takes part in each stage. `values` has it as the project keeps it."""

    texts = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["language"]
        choices = list(takers().items())
        for stage in Stage:
            self.fields[stage.value] = forms.MultipleChoiceField(
                label=stage.label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
            )

    def first_answers(self, thing: Authored) -> dict[str, Any]:
        profile: dict[str, list[str]] = thing.with_whom  # type: ignore[attr-defined]
        return {"version": thing.version, **profile}

    @property
    def values(self) -> Mapping[str, Any]:
        answers = {stage.value: self.cleaned_data[stage.value] for stage in Stage}
        return {"with_whom": {stage: chosen for stage, chosen in answers.items() if chosen}}


class ShelvingForm(AuthoredForm):
    """The lesson a project leaves behind. `sentences` are what the project is closed with."""

    texts: ClassVar[tuple[str, ...]] = ("learned",)

    learned = words(_("What did we learn?"), longest=600, rows=3, help_text=_("Everyone can read this."))

    @property
    def sentences(self) -> dict[str, Any]:
        return {name: self.text(name) for name in self.texts}


class CompletionForm(ShelvingForm):
    """Three sentences, for those who come after."""

    texts = ("learned", "changed", "call")

    changed = words(_("What changed?"), longest=600, rows=3)
    call = words(
        _("Whom can one call?"),
        longest=200,
        help_text=_("A name, and where one reaches them. Everyone can read it."),
    )
