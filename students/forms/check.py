"""What a member of the team says of a task in the quality check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.forms import PortalForm
from students.forms.post_fields import words
from students.models import StudentTask
from students.queries.told import Answer
from students.rules.check import LONGEST_COMMENT, LONGEST_REASON

PUBLISH, RETURN, LOOK = "publish", "return", "look"
COMMENT = "comment-"


@dataclass(frozen=True)
class Row:
    """An answer of the author, the comment to write on it, and what was asked for the last time."""

    answer: Answer
    field: BoundField
    asked: str

    @property
    def open(self) -> bool:
        return bool(self.field.errors or self.field.value())


class CheckForm(PortalForm, forms.Form):
    """One comment for each of `answers`, and the reason of who publishes alone (`alone`).

    `answer` is which button was pressed; comments go with a return, and with nothing else.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = words(
        gettext_lazy("Why do you publish it alone?"),
        longest=LONGEST_REASON,
        rows=2,
        help_text=gettext_lazy(
            "Nobody from another partner has looked at it. The reason is kept with the task."
        ),
    )

    def __init__(
        self, *args: Any, task: StudentTask, answers: Sequence[Answer], alone: bool, **kwargs: Any
    ) -> None:
        self.answers = answers
        super().__init__(*args, initial={"version": task.version}, **kwargs)
        if not alone:
            del self.fields["reason"]
        elif self.is_bound and self.data.get("answer") != PUBLISH:
            self.fields["reason"].required = False
        for answer in answers:
            field = words(
                _("Comment on “%(label)s”") % {"label": answer.label},
                longest=LONGEST_COMMENT,
                rows=2,
                required=False,
            )
            self.fields[f"{COMMENT}{answer.field}"] = field

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        wish = self.data.get("answer")
        if wish not in (PUBLISH, RETURN, LOOK):
            self.add_error(None, _("Choose whether to publish the task or to return it."))
        elif wish == RETURN and not self.comments and not self.errors:
            self.add_error(None, _("Write at least one comment, so that the author knows what to mend."))
        elif wish != RETURN and self.comments:
            self.add_error(
                None, _("You have written comments. Return the task with them, or take them out first.")
            )
        return data

    @property
    def wish(self) -> str:
        """Only of a form that is valid."""
        return str(self.data["answer"])

    @property
    def comments(self) -> Mapping[str, str]:
        """What is asked for, by field of the task."""
        return {
            name.removeprefix(COMMENT): str(said)
            for name, said in self.cleaned_data.items()
            if name.startswith(COMMENT) and said
        }

    def rows(self, asked: Mapping[str, str], *, answered: bool) -> Iterator[Row]:
        """The rows with, or without, an answer of the author."""
        for answer in self.answers:
            if bool(answer.said) == answered:
                yield Row(answer, self[f"{COMMENT}{answer.field}"], asked.get(answer.field, ""))
