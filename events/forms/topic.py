"""At which gathering is it to be discussed?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from events.entry_words import entry_when
from events.models import Entry
from events.queries.topic import coming_gatherings
from portal.core.forms import PortalForm


class GatheringField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    def label_from_instance(self, obj: Entry) -> str:
        return f"{obj.title}, {capfirst(entry_when(obj))}"


class TopicForm(PortalForm, forms.Form):
    """Offers the gatherings and meetings to come that `reader` may see, the next one first."""

    gathering = GatheringField(
        label=gettext_lazy("At which gathering?"),
        queryset=Entry.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, *args: Any, reader: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["gathering"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = coming_gatherings(reader)
