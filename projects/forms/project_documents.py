"""The documents of a project, or another thing: one is added at a time, any are taken out."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.authored_form import AuthoredForm
from portal.core.models import Authored
from portal.core.uploads import DocumentField
from projects.workflows.project_documents import NewDocument


class DocumentsForm(AuthoredForm):
    """After `is_valid`, `new` is the document to add or None, `leaving` the keys of those to take out."""

    texts = ()
    kept_as: ClassVar[str] = "documents"
    """The thing's own name for them."""

    file = DocumentField(label=gettext_lazy("Add a document"), required=False)
    label = forms.CharField(
        label=gettext_lazy("What is it?"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("The words of the link to it."),
    )
    out = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Take these out"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, thing: Authored | None = None, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        del self.fields["language"]
        documents: Any = getattr(thing, self.kept_as).all() if thing else ()
        choices: Any = self.fields["out"]
        choices.choices = [(document.pk, document.label) for document in documents]
        if not choices.choices:
            del self.fields["out"]

    def first_answers(self, thing: Authored) -> dict[str, Any]:
        return {"version": thing.version}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        file, label = data.get("file"), data.get("label", "").strip()
        if file and not label:
            self.add_error("label", _("Say in a few words what the document is."))
        if label and not file and "file" not in self.errors:
            self.add_error("file", _("Choose the file that this is."))
        self.new = NewDocument(file, label) if file and label else None
        self.leaving: list[int] = data.get("out", [])
        return data
