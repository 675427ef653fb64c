"""What every form of the portal shares: answers that are missing or misread are told in plain words."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

TimeWidget = forms.DateInput | forms.DateTimeInput | forms.TimeInput
NATIVE_INPUTS: dict[type[forms.Field], tuple[type[TimeWidget], str, str]] = {
    forms.DateField: (forms.DateInput, "date", "%Y-%m-%d"),
    forms.DateTimeField: (forms.DateTimeInput, "datetime-local", "%Y-%m-%dT%H:%M"),
    forms.TimeField: (forms.TimeInput, "time", "%H:%M"),
}
MISSING = _("“%(label)s” is missing. Write an answer.")
UNCHOSEN = _("“%(label)s” is missing. Choose what fits.")
UNTICKED = _("Tick “%(label)s” to go on.")
NOT_A_DATE = _("Write the date as day, month and year, such as 31.12.2026.")
NOT_A_TIME = _("Write the time as hour and minute, such as 09.30.")
NOT_A_NUMBER = _("Write a number with digits only.")
NOT_AN_ADDRESS = _("Write an e-mail address, such as name@example.org.")
UNREADABLE = {
    forms.DateField: NOT_A_DATE,
    forms.DateTimeField: NOT_A_DATE,
    forms.TimeField: NOT_A_TIME,
    forms.IntegerField: NOT_A_NUMBER,
    forms.DecimalField: NOT_A_NUMBER,
    forms.EmailField: NOT_AN_ADDRESS,
}


class PortalForm(forms.BaseForm):
    """Mixin, first of the bases: `class TaskForm(PortalForm, forms.ModelForm)`.

    A field's own `error_messages` win over the common ones. Dates and times get the browser's own inputs.
    """

    focus_errors = True
    """Whether a form that comes back with errors puts the reader at their summary."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            _use_native_input(field)
            _explain_errors(field, field.label or name.replace("_", " ").capitalize())


def bare_helper() -> FormHelper:
    """For a form whose template writes the form element itself: fields and error summary only."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper


def _use_native_input(field: forms.Field) -> None:
    native = NATIVE_INPUTS.get(type(field))
    if native is None or type(field.widget) is not native[0] or field.widget.input_type != "text":
        return
    widget_class, input_type, written = native
    widget = widget_class(attrs={**field.widget.attrs, "type": input_type}, format=written)
    widget.is_required = field.required
    field.widget = widget


def _explain_errors(field: forms.Field, label: Any) -> None:
    """Put the common words where the field still has Django's; what a form says itself is left alone."""
    common: dict[str, Any] = {"required": _fill(_missing(field), label)}
    unreadable = next((words for kind, words in UNREADABLE.items() if isinstance(field, kind)), None)
    if unreadable:
        common["invalid"] = unreadable
    own = _inherited_messages(type(field))
    for code, words in common.items():
        if field.error_messages.get(code) == own.get(code):
            field.error_messages[code] = words


def _missing(field: forms.Field) -> Any:
    if isinstance(field, forms.BooleanField):
        return UNTICKED
    return (
        UNCHOSEN
        if isinstance(field, (forms.ChoiceField, forms.ModelChoiceField, forms.FileField))
        else MISSING
    )


def _inherited_messages(kind: type[forms.Field]) -> dict[str, Any]:
    messages: dict[str, Any] = {}
    for base in reversed(kind.__mro__):
        messages.update(getattr(base, "default_error_messages", {}))
    return messages


def _put_in(words: Any, label: Any) -> str:
    return str(words) % {"label": str(label).rstrip(":")}


_fill = lazy(_put_in, str)
