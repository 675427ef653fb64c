"""Handing in a list of tasks, and saying yes to what the look through it found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.authored_form import WRITTEN_IN
from portal.core.forms import PortalForm
from students.rules.import_file import LARGEST_FILE, TOO_LARGE, ImportFileError, Line, read_lines

SALT = "students.import"
KEPT_FOR = 3600
"""Seconds between looking through a list and importing it."""


@dataclass(frozen=True)
class TableOfTasks:
    """What a file said, as it is carried from the one page to the next: signed, for who read it."""

    heading: Sequence[str]
    lines: list[Line]
    language: str

    def sealed(self, by: Any) -> str:
        said = {
            "heading": list(self.heading),
            "lines": [[line.number, list(line.cells)] for line in self.lines],
            "language": self.language,
            "by": by.pk,
        }
        return signing.dumps(said, salt=SALT, compress=True)

    @classmethod
    def unsealed(cls, text: str, by: Any) -> TableOfTasks:
        """Raises signing.BadSignature for what is not ours, not theirs, or older than an hour."""
        said = signing.loads(text, salt=SALT, max_age=KEPT_FOR)
        if said["by"] != by.pk:
            raise signing.BadSignature
        lines = [Line(number, tuple(cells)) for number, cells in said["lines"]]
        return cls(tuple(said["heading"]), lines, said["language"])


def lines_in(file: Any) -> tuple[Sequence[str], list[Line]]:
    """What an upload says; it is not read where it is too large. Raises ImportFileError."""
    if file.size > LARGEST_FILE:
        raise ImportFileError(TOO_LARGE)
    return read_lines(file.read())


class ImportFileForm(PortalForm, forms.Form):
    """`table` is what the file says; only of a form that is valid."""

    file = forms.FileField(
        label=gettext_lazy("Which file?"),
        help_text=gettext_lazy(
            "CSV UTF-8 or an Excel workbook (.xlsx), at most 2 MB and 500 tasks. Nothing is imported yet."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Which language is it written in?"), choices=WRITTEN_IN, initial="nb"
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        file = data.get("file")
        if file is not None:
            try:
                heading, lines = lines_in(file)
                self.table = TableOfTasks(heading, lines, data.get("language", "nb"))
            except ImportFileError as why:
                self.add_error("file", str(why))
        return data


class ImportForm(PortalForm, forms.Form):
    """Yes to an import. `sealed` is the table that was looked through."""

    sealed = forms.CharField(widget=forms.HiddenInput)
    confirmed = forms.BooleanField(
        label=gettext_lazy("The leaders have confirmed hours and data for the tasks in this list"),
        help_text=gettext_lazy(
            "Then what lacks nothing goes straight to the quality check. Otherwise all of it becomes drafts."
        ),
        required=False,
    )
    leaders_word = forms.CharField(
        label=gettext_lazy("How did they confirm it?"),
        help_text=gettext_lazy("Such as in which meeting, and when. It stands in the history of each task."),
        max_length=300,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("confirmed") and not data.get("leaders_word"):
            self.add_error("leaders_word", _("Write how the leaders confirmed it, or leave it unticked."))
        return data

    @property
    def word(self) -> str:
        """How the leaders confirmed it; empty where they have not. Only of a form that is valid."""
        return str(self.cleaned_data["leaders_word"]) if self.cleaned_data["confirmed"] else ""
