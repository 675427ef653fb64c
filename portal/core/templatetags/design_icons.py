"""Icons and the partnership's mark, inlined so that they take the colour of the text beside them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

#: A hundredth of a unit is a hundredth of a pixel; more decimals only make each page heavier.
TOO_EXACT = re.compile(r"\d+\.\d{3,}")
ICONS = Path(__file__).resolve().parent.parent / "icons"


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """The icon of that file name in `portal/core/icons/`. Without `label` it is decoration and stays silent.

    Raises `TemplateSyntaxError` for an icon that does not exist, so that a misspelt one never ships.
    """
    if label:
        return format_html(
            '<svg class="uk-icon" viewBox="0 0 24 24" role="img" aria-label="{}">{}</svg>',
            label,
            _paths(name),
        )
    return _silent(name)


@register.simple_tag
def mark() -> SafeString:
    """The partnership's mark: two arcs that make one ring, with a gap where today's hand points."""
    return MARK


@register.simple_tag
def icon_names() -> list[str]:
    """Every icon there is, for the style guide."""
    return sorted(path.stem for path in ICONS.glob("*.svg"))


@cache
def _silent(name: str) -> SafeString:
    return format_html('<svg class="uk-icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', _paths(name))


@cache
def _paths(name: str) -> SafeString:
    """What stands inside the `<svg>` element of an icon file; the files are ours, so they are trusted."""
    path = ICONS / f"{name}.svg"
    if not path.is_file():
        raise template.TemplateSyntaxError(f"There is no icon “{name}”. Put {name}.svg into {ICONS}.")
    text = path.read_text(encoding="utf-8")
    inner = text[text.index(">") + 1 : text.rindex("</svg>")]
    inner = inner.replace(' clip-rule="evenodd"', "")  # means nothing outside a clip path
    return mark_safe(TOO_EXACT.sub(lambda found: f"{round(float(found[0]), 2):g}", inner))  # noqa: S308


MARK = mark_safe(
    '<svg class="uk-mark" viewBox="0 0 40 40" aria-hidden="true" fill="none" stroke-width="5">'
    '<path class="uk-mark__one" d="M33.7 13.9A15 15 0 0 1 9.96 31.15"/>'
    '<path class="uk-mark__two" d="M8.85 30.04A15 15 0 0 1 26.1 6.3"/>'
    '<path class="uk-mark__hand" stroke-width="2.6" stroke-linecap="round" d="M22.97 17.03 32.37 7.63"/>'
    "</svg>"
)
