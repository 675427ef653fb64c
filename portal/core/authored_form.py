"""The form in which somebody writes a thing: in one language, on the version they saw, whence it comes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language, gettext_lazy

from portal.core.forms import PortalForm
from portal.core.models import Authored
from portal.core.text import LANGUAGES, NEAREST, Text

WRITTEN_IN = [("nb", "bokmål"), ("nn", "nynorsk"), ("en", "English")]
ABOUT_THE_FORM = frozenset({"language", "version"})
"""Fields that are asked last, and are no answers of the thing's."""


class AuthoredForm(PortalForm, forms.Form):
    """Base of the forms of what people write. `texts` names the fields that are kept as `Text`.

    With a `thing` it begins with what that says in the language it is written in (`begun_in`). Another choice
    of language adds a translation; where no word is new, it puts the language right. `values` are what a
    workflow sets, by name of the field.
    """

    texts: ClassVar[tuple[str, ...]] = ("title", "summary")

    language = forms.ChoiceField(
        label=gettext_lazy("Which language do you write in?"), choices=WRITTEN_IN, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, thing: Authored | None = None, **kwargs: Any) -> None:
        self.thing = thing
        initial = {**(self.first_answers(thing) if thing else {}), **(kwargs.pop("initial", None) or {})}
        initial.setdefault("language", _page_language())
        super().__init__(*args, initial=initial, **kwargs)
        self.order_fields([name for name in self.fields if name not in ABOUT_THE_FORM])

    def first_answers(self, thing: Authored) -> dict[str, Any]:
        """What the fields begin with. A form with fields that aren't the thing's own says more."""
        language = self.begun_in(thing)
        names = [name for name in self.base_fields if hasattr(thing, name)]
        found: dict[str, Any] = {name: getattr(thing, name) for name in names}
        texts = {name: getattr(text, language) for name, text in found.items() if isinstance(text, Text)}
        return found | texts | {"language": language}

    def begun_in(self, thing: Authored) -> str:
        """The language all its texts are written in, the reader's before others; else that of its title."""
        texts = [text for name in self.texts if (text := getattr(thing, name, None))]
        order = NEAREST.get(_page_language(), LANGUAGES)
        whole = [language for language in order if all(getattr(text, language) for text in texts)]
        return next(iter(whole), thing.title.lang)

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or _page_language()

    @property
    def seen(self) -> int:
        """The version the person had before them; only of a form that is valid."""
        return int(self.cleaned_data.get("version") or 0)

    @property
    def values(self) -> Mapping[str, Any]:
        """What is to be set, by field; only of a form that is valid."""
        answers = {name: value for name, value in self.cleaned_data.items() if name not in ABOUT_THE_FORM}
        return answers | {name: self.text(name) for name in self.texts if name in answers}

    def text(self, name: str) -> Text:
        """The answer in the language it is written in, beside the other languages the thing has."""
        before: dict[str, str] = getattr(self.thing, name, Text()).as_dict() if self.thing else {}
        if wrong := self._wrong_language():
            before.pop(wrong, None)
        return Text.of({**before, self.cleaned_data["language"]: self._written(name)})

    def _wrong_language(self) -> str:
        """The language the thing was said to be in, if nothing but that is put right; else empty."""
        if self.thing is None:
            return ""
        begun, thing = self.begun_in(self.thing), self.thing
        same = all(
            self._written(name) == getattr(getattr(thing, name, Text()), begun)
            for name in self.texts
            if name in self.cleaned_data
        )
        return begun if same and begun != self.cleaned_data["language"] else ""

    def _written(self, name: str) -> str:
        """As the thing keeps it: browsers end lines in their own way."""
        return str(self.cleaned_data[name] or "").strip().replace("\r\n", "\n")


def _page_language() -> str:
    return (get_language() or "nb")[:2]
