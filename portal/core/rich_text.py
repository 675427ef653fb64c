"""The form field for text with headings, lists and links: a plain box, and an editor where scripts run."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.templatetags.static import static
from django.utils.translation import gettext, ngettext_lazy

from portal.core.rules.html_text import text_of
from portal.core.rules.rich_text import LONGEST, plain_where_possible, safe_html

EDITOR = "django_prose_editor/editor.js"


class RichTextWidget(forms.Textarea):
    """A box of plain text; `static/js/rich_text.js` puts the editor in its place.

    The script is told where the editor's own module lies, so that no import map is needed, which would be an
    inline script.
    """

    class Media:
        css: ClassVar = {"all": ["css/rich_text.css"]}
        js: ClassVar = [Script("js/rich_text.js", type="module")]

    def format_value(self, value: Any) -> str | None:
        written = super().format_value(value)
        return plain_where_possible(written) if written else written

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "data-rich-text": static(EDITOR),
            "data-rich-text-words": json.dumps(words(), ensure_ascii=False),
        }
        return context


class RichTextField(forms.CharField):
    """Its cleaned value is safe HTML (`core.rules.rich_text.safe_html`), empty where nothing is written.

    `max_length` counts the characters one reads, not those of the tags.
    """

    widget = RichTextWidget
    default_error_messages: ClassVar = {
        "too_long": ngettext_lazy(
            "Write at most %(count)s character.", "Write at most %(count)s characters.", "count"
        )
    }

    def __init__(self, *, max_length: int = 20_000, rows: int = 10, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.longest = max_length
        self.widget.attrs.setdefault("rows", rows)

    def to_python(self, value: Any) -> str:
        written = super().to_python(value) or ""
        if len(written) > LONGEST:
            self._too_long()
        html = safe_html(written)
        if len(text_of(html)) > self.longest:
            self._too_long()
        return html

    def _too_long(self) -> None:
        raise ValidationError(
            self.error_messages["too_long"], code="too_long", params={"count": self.longest}
        )


def words() -> dict[str, str]:
    """What the editor says, in the page's language."""
    return {
        "toolbar": gettext("Formatting"),
        "bold": gettext("Bold"),
        "italic": gettext("Italic"),
        "heading": gettext("Heading"),
        "subheading": gettext("Subheading"),
        "bullets": gettext("Bullet list"),
        "numbers": gettext("Numbered list"),
        "quote": gettext("Quote"),
        "link": gettext("Link"),
        "undo": gettext("Undo"),
        "redo": gettext("Redo"),
        "address": gettext("Address of the page"),
        "not_an_address": gettext("Write the address of a page, such as https://example.org."),
        "save": gettext("Insert the link"),
        "remove": gettext("Remove the link"),
        "cancel": gettext("Cancel"),
    }
