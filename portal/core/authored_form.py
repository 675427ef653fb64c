"""The form in which somebody writes a thing: in one language, on the version they saw, whence it comes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language, gettext_lazy

from portal.core.forms import PortalForm
from portal.core.models import Authored
from portal.core.text import Text

WRITTEN_IN = [("nb", "bokmål"), ("nn", "nynorsk"), ("en", "English")]


class AuthoredForm(PortalForm, forms.Form):
    """Base of the forms of what people write. `texts` names the fields that are kept as `Text`.

    With a `thing` it begins with what that says, and changes the language it was written in; other languages
    it has stay as they are. `values` are what a workflow sets, by name of the field.
    """

    texts: ClassVar[tuple[str, ...]] = ("title", "summary")

    language = forms.ChoiceField(
        label=gettext_lazy("Which language do you write in?"), choices=WRITTEN_IN, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, thing: Authored | None = None, **kwargs: Any) -> None:
        self.thing = thing
        initial = {**(self.first_answers(thing) if thing else {}), **(kwargs.pop("initial", None) or {})}
        initial.setdefault("language", (get_language() or "nb")[:2])
        super().__init__(*args, initial=initial, **kwargs)

    def first_answers(self, thing: Authored) -> dict[str, Any]:
        """What the fields begin with. A form with fields that aren't the thing's own says more."""
        names = [name for name in self.base_fields if hasattr(thing, name)]
        found: dict[str, Any] = {name: getattr(thing, name) for name in names}
        texts = {name: value for name, value in found.items() if isinstance(value, Text)}
        return found | {name: str(value) for name, value in texts.items()} | {"language": thing.title.lang}

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or (get_language() or "nb")[:2]

    @property
    def seen(self) -> int:
        """The version the person had before them; only of a form that is valid."""
        return int(self.cleaned_data.get("version") or 0)

    @property
    def values(self) -> Mapping[str, Any]:
        """What is to be set, by field; only of a form that is valid."""
        answers = {
            name: value for name, value in self.cleaned_data.items() if name not in {"language", "version"}
        }
        return answers | {name: self.text(name) for name in self.texts if name in answers}

    def text(self, name: str) -> Text:
        """The answer in the language it is written in, beside the other languages the thing has."""
        before = getattr(self.thing, name, Text()) if self.thing else Text()
        return Text.of({**before.as_dict(), self.cleaned_data["language"]: self.cleaned_data[name].strip()})
