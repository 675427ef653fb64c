"""Words and numbers: a passage in another language, kroner, initials."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

NARROW = "\u202f"
NO_BREAK = "\u00a0"
MINUS = "\u2212"


@register.simple_tag
def passage(text: Any, element: str = "span") -> SafeString:
    """The text; wrapped in `<element lang=…>` where it is in another language than the page.

    `text` is anything with a `lang` (a `Text`, what people wrote); plain strings have the page's language.
    An element other than `span` is always written, with `lang` only where it differs.
    """
    language = str(getattr(text, "lang", "") or "")
    foreign = bool(language) and language != (get_language() or language)
    if element == "span" and not foreign:
        return conditional_escape(str(text))
    if not foreign:
        return format_html("<{0}>{1}</{0}>", element, str(text))
    return format_html('<{0} lang="{1}">{2}</{0}>', element, language, str(text))


@register.filter
def lang_of(text: Any) -> SafeString:
    """` lang="nn"` for an element's own tag where the text is in another language than the page."""
    language = str(getattr(text, "lang", "") or "")
    if not language or language == get_language():
        return SafeString("")
    return format_html(' lang="{}"', language)


@register.simple_tag
def kroner(amount: Decimal | int | str | None) -> str:
    """An amount in kroner as `100 000 kr`, with øre only where there are any; its spaces never break."""
    if amount is None or amount == "":
        return ""
    value = Decimal(amount).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    whole, ore = divmod(abs(value), 1)
    digits = f"{int(whole):,}".replace(",", NARROW)
    if ore:
        digits += ("." if get_language() == "en" else ",") + f"{int(ore * 100):02d}"
    return f"{MINUS if value < 0 else ''}{digits}{NO_BREAK}kr"


@register.filter
def initials(name: Any) -> str:
    """First letter of the first and the last name, for the circle beside a person: `KN`."""
    words = [word for word in str(name).replace("-", " ").split() if word[0].isalnum()]
    if not words:
        return ""
    chosen = words[:1] if len(words) == 1 else [words[0], words[-1]]
    return "".join(word[0].upper() for word in chosen)
