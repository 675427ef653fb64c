"""Form fields for identifiers of research: they take what people paste, and keep the plain form."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.rules.identifiers import doi_of, nva_of, orcid_of


class IdentifierField(forms.CharField):
    """Base: `plain` gives the form that is kept, or raises ValueError; then `wrong` says how to mend it."""

    wrong: ClassVar[Any]
    widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"max_length": 200, **more})

    def plain(self, said: str) -> str:
        raise NotImplementedError

    def to_python(self, value: Any) -> str:
        said = str(super().to_python(value) or "")
        if not said:
            return ""
        try:
            return self.plain(said)
        except ValueError:
            raise forms.ValidationError(self.wrong, code="invalid") from None


class DoiField(IdentifierField):
    wrong = _("This is no DOI. Write it as 10.1234/abc or https://doi.org/10.1234/abc.")

    def plain(self, said: str) -> str:
        return doi_of(said)


class OrcidField(IdentifierField):
    wrong = _("This is no ORCID iD. Write it as 0000-0002-1825-0097; check that every digit is right.")

    def plain(self, said: str) -> str:
        return orcid_of(said)


class NvaField(IdentifierField):
    wrong = _("This is no number of NVA. Copy the address of the project’s page at nva.sikt.no.")

    def plain(self, said: str) -> str:
        return nva_of(said)
