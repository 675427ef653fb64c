"""The parts pages are built from: head, breadcrumbs, facts, empty state, person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from portal.core.templatetags.design_controls import flat
from portal.core.templatetags.design_text import initials

register = template.Library()


@register.inclusion_tag("core/design/breadcrumbs.html", takes_context=True)
def breadcrumbs(context: template.Context, crumbs: Sequence[tuple[Any, str]]) -> dict[str, Any]:
    """The way here: pairs of (words, address) from the top; the front page is put before them.

    A last pair without an address is the page itself.
    """
    return {"crumbs": crumbs, "partnership": context.get("partnership")}


@register.inclusion_tag("core/design/page_head.html")
def page_head(title: Any, lead: Any = "", eyebrow: Any = "", example: Any = False) -> dict[str, Any]:
    """The page's only h1, one sentence under it, and a status or number above it."""
    return {"title": title, "lead": lead, "eyebrow": eyebrow, "example": example}


@register.simple_block_tag
def facts(content: str, title: str, level: int = 2) -> SafeString:
    """The facts column: who, when, where. Holds `{% fact %}` blocks and nothing else."""
    return format_html(
        '<aside class="uk-facts"><h{0}>{1}</h{0}><dl>{2}</dl></aside>',
        level,
        title,
        conditional_escape(content),
    )


@register.simple_block_tag
def fact(content: str, term: str, strong: bool = False) -> SafeString:
    """One term and what it is; `strong` for the one that decides."""
    emphasis = SafeString(' class="uk-strong"') if strong else ""
    return format_html("<div><dt>{}</dt><dd{}>{}</dd></div>", term, emphasis, conditional_escape(content))


@register.simple_block_tag
def empty(content: str, title: str, level: int = 2) -> SafeString:
    """Nothing here: the title says why, the content offers the nearest thing."""
    return render_to_string(
        "core/design/empty.html", {"content": content, "title": title, "level": f"h{level}"}
    )


@register.simple_block_tag
def next_step(content: str, title: str, level: int = 2) -> SafeString:
    """What to do next, at the end of a page: words and one primary button."""
    return render_to_string(
        "core/design/next_step.html", {"content": content, "title": title, "level": f"h{level}"}
    )


@register.inclusion_tag("core/design/person.html")
def person(name: Any, role: Any = "", url: str = "", email: str = "") -> dict[str, Any]:
    """A person or a seat with its initials; `url` leads to more, `email` writes to them."""
    return {"name": name, "role": role, "url": url, "email": email, "initials": initials(name)}


@register.simple_block_tag
def section(
    content: str, title: str, more_url: str = "", more: str = "", level: int = 2, **attributes: Any
) -> SafeString:
    """A part of a page under its own heading, with one link to all of it at the right."""
    context = {"content": content, "title": title, "url": more_url, "more": more, "level": f"h{level}"}
    return render_to_string("core/design/section.html", {**context, "attributes": flat(attributes)})
