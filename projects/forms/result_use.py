"""The one question of each September."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.forms import PortalForm
from projects.rules.enums import Usage

IN_WORDS = [
    (Usage.USED, gettext_lazy("Yes, it is used")),
    (Usage.PARTLY, gettext_lazy("Partly")),
    (Usage.NOT_USED, gettext_lazy("No, it is not used")),
]


class UseForm(PortalForm, forms.Form):
    """What isn't used fully has a reason others can learn from."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Was it used this year?"), choices=IN_WORDS, widget=forms.RadioSelect
    )
    why = forms.CharField(
        label=gettext_lazy("Why, or how?"),
        help_text=gettext_lazy("Needed where it is used partly or not. Name no persons."),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        partly = answers.get("answer") in (Usage.PARTLY, Usage.NOT_USED)
        if partly and "why" in answers and not answers["why"].strip():
            self.add_error("why", _("Say in a sentence why. Others learn from it."))
        return answers
