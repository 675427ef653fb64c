"""What the form templates of the pack “designsystemet” need to know about a field and its errors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms, template
from django.forms import BaseForm, BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from portal.core.templatetags.design_controls import flat

register = template.Library()


@dataclass(frozen=True)
class Choice:
    """One radio button or box of a group."""

    id: str
    label: str
    control: SafeString


@dataclass(frozen=True)
class Control:
    """A field as its template writes it. `kind`: single, checkbox, choices, composite."""

    kind: str
    id: str
    help_id: str
    error_id: str
    described_by: str
    html: SafeString = field(default_factory=SafeString)
    choices: list[Choice] = field(default_factory=list)
    limit: str = ""


@dataclass(frozen=True)
class FieldError:
    """A line of the error summary: what is wrong, and the id of the control to go to."""

    message: str
    target: str


@register.simple_tag
def field_control(bound: BoundField) -> Control:
    """The control of a form field, named, described and marked for those who don't see it."""
    widget, name = bound.field.widget, bound.auto_id or bound.html_name
    limit = _limit(bound)
    help_id = f"{name}_helptext" if bound.help_text or limit else ""
    error_id = f"{name}_error" if bound.errors else ""
    described_by = " ".join(part for part in (help_id, error_id) if part)
    kind = _kind(widget)
    control = Control(kind, anchor(bound), help_id, error_id, described_by, limit=limit)
    _keep_what_was_typed(bound)
    attributes = _attributes(bound, "" if kind in ("choices", "composite") else described_by)
    if kind == "choices":
        return _replace(control, choices=list(_choices(bound, attributes)))
    return _replace(control, html=bound.as_widget(attrs=attributes))


@register.simple_tag
def form_errors(form: BaseForm) -> list[FieldError]:
    """Every error of a form in the order of its fields; those of the whole form lead to its first field."""
    if not form.is_bound:
        return []
    visible = form.visible_fields()
    top = anchor(visible[0]) if visible else ""
    whole = [*form.non_field_errors(), *(text for bound in form.hidden_fields() for text in bound.errors)]
    found = [FieldError(str(message), top) for message in whole]
    for bound in visible:
        found += [FieldError(str(message), anchor(bound)) for message in bound.errors]
    return found


@register.simple_tag
def errors_in_words(count: int) -> str:
    """The heading of the error summary."""
    return ngettext(
        "One answer must be mended before you can go on",
        "%(count)s answers must be mended before you can go on",
        count,
    ) % {"count": count}


def anchor(bound: BoundField) -> str:
    """The id a link in the error summary leads to: the control, or the first of its choices."""
    name = bound.auto_id or bound.html_name
    return f"{name}_0" if _kind(bound.field.widget) in ("choices", "composite") else name


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    return "composite" if isinstance(widget, (forms.MultiWidget, forms.SelectDateWidget)) else "single"


def _keep_what_was_typed(bound: BoundField) -> None:
    """A browser's date input shows nothing for words it can't read; a text input shows what was written."""
    if bound.errors and getattr(bound.field.widget, "input_type", "") in (
        "date",
        "datetime-local",
        "time",
        "number",
    ):
        bound.field.widget.input_type = "text"


def _attributes(bound: BoundField, described_by: str) -> dict[str, Any]:
    own = bound.field.widget.attrs
    attributes: dict[str, Any] = {"class": f"ds-input {own.get('class', '')}".strip()}
    if isinstance(bound.field.widget, forms.Textarea):
        attributes["cols"] = False
    if described_by:
        attributes["aria-describedby"] = described_by
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return attributes


def _choices(bound: BoundField, attributes: dict[str, Any]) -> Iterator[Choice]:
    """The options in order; help and errors describe the group, not each option."""
    name = bound.auto_id or bound.html_name
    attributes = bound.build_widget_attrs({**attributes, "id": name})
    for option in bound.field.widget.subwidgets(bound.html_name, bound.value(), attrs=attributes):
        own = {
            key: value for key, value in option["attrs"].items() if key not in ("class", "aria-describedby")
        }
        value = str(option["value"])
        html = format_html(
            '<input class="ds-input"{}>',
            flat({"type": option["type"], "name": option["name"], **own}) + _value(value),
        )
        yield Choice(option["attrs"]["id"], str(option["label"]), html)


def _value(value: str) -> SafeString:
    return format_html(' value="{}"', value)


def _limit(bound: BoundField) -> str:
    """Long answers say beforehand how long they may be."""
    longest = getattr(bound.field, "max_length", None)
    if not longest or not isinstance(bound.field.widget, forms.Textarea):
        return ""
    return ngettext("At most %(count)s character.", "At most %(count)s characters.", longest) % {
        "count": longest
    }


def _replace(control: Control, **changes: Any) -> Control:
    return Control(**{**control.__dict__, **changes})


@register.filter
def label_of(bound: BoundField) -> str:
    """The field's label without the colon that a question does not need."""
    label = str(bound.label).rstrip(":")
    return SafeString(label) if isinstance(bound.label, SafeString) else label


@register.filter
def is_optional(bound: BoundField) -> bool:
    """Whether to say “optional”: a box to tick is an answer either way, so it never says so."""
    return not bound.field.required and not isinstance(bound.field.widget, forms.CheckboxInput)


@register.simple_tag
def optional_word() -> str:
    return gettext("(optional)")
