"""Text with headings, lists and links, as a field `RichTextField` took it in."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from portal.core.rules.rich_text import safe_html
from portal.core.templatetags.design_text import lang_of

register = template.Library()


@register.simple_tag
def rich_text(text: Any) -> SafeString:
    """The text as a block, with `lang` where it is in another language than the page; nothing where empty.

    It is cleaned once more here, so that whatever way it came into the database it does no harm; plain text
    becomes paragraphs. Its headings are h3 and h4: it stands below an h2.
    """
    html = safe_html(str(text or ""))
    if not html:
        return SafeString("")
    return format_html('<div class="uk-prose"{}>{}</div>', lang_of(text), mark_safe(html))  # noqa: S308
