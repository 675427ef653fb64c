"""Links to the pages of a list: written here, since a template makes them dear on every list."""

from __future__ import annotations

from html import escape
from typing import Any

from django import template
from django.core.paginator import Page
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()

LINK = '<li><a class="ds-button" data-variant="tertiary" href="{url}"{rel}>{words}</a></li>'
HERE = '<li><a class="ds-button" href="{url}" aria-current="page">{words}</a></li>'
GAP = '<li><span class="uk-pages__gap">{words}</span></li>'


@register.simple_tag(takes_context=True)
def pagination(context: template.Context, page: Page[Any], param: str = "page") -> SafeString:
    """Links to the pages of a list; keeps the rest of the address's query."""
    if not page.has_other_pages():
        return SafeString("")
    query = context["request"].GET.copy()
    query.pop(param, None)
    start = escape(f"?{query.urlencode()}&{param}=" if query else f"?{param}=")
    links = [_number(number, page, start) for number in _shown(page)]
    if page.has_previous():
        url = f"{start}{page.previous_page_number()}"
        links.insert(0, LINK.format(url=url, rel=' rel="prev"', words=escape(_("Previous"))))
    if page.has_next():
        url = f"{start}{page.next_page_number()}"
        links.append(LINK.format(url=url, rel=' rel="next"', words=escape(_("Next"))))
    said = escape(_("Pages"))
    return SafeString(f'<nav class="uk-pages" aria-label="{said}"><ul>{"".join(links)}</ul></nav>')


def _shown(page: Page[Any]) -> list[int | str]:
    found = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else str(number) for number in found]


def _number(number: int | str, page: Page[Any], start: str) -> str:
    if isinstance(number, str):  # the pages left out
        return GAP.format(words=escape(number))
    words = f'<span class="ds-sr-only">{escape(_("Page"))} </span>{number}'
    shape = HERE if number == page.number else LINK
    return shape.format(url=f"{start}{number}", rel="", words=words)
