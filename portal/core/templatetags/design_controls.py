"""What can be pressed or reads as a label: buttons, tags, chips, cards, alerts, details."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from portal.core.templatetags.design_icons import icon as draw_icon

register = template.Library()

TAG_COLOURS = {
    "sand": "brand2",
    "spruce": "brand1",
    "blue": "accent",
    "neutral": "neutral",
    "warning": "warning",
}
ALERT_COLOURS = ("info", "success", "warning", "danger")


def flat(attributes: dict[str, Any]) -> SafeString:
    """` name="value"` for each attribute that has one; `aria_label` is `aria-label`, True a bare name."""
    written = {
        key.rstrip("_").replace("_", "-"): value
        for key, value in attributes.items()
        if value is not None and value is not False and value != ""
    }
    bare = format_html_join("", " {}", ((key,) for key, value in written.items() if value is True))
    full = format_html_join(
        "", ' {}="{}"', ((key, value) for key, value in written.items() if value is not True)
    )
    return bare + full


def _face(content: str, icon: str, icon_after: str) -> SafeString:
    before = draw_icon(icon) if icon else ""
    after = draw_icon(icon_after) if icon_after else ""
    return format_html("{}{}{}", before, SafeString(content.strip()), after)


@register.simple_block_tag
def button(
    content: str,
    *,
    variant: str = "primary",
    size: str = "",
    icon: str = "",
    icon_after: str = "",
    **attributes: Any,
) -> SafeString:
    """A button that does something. Its words are a verb with its object; one primary on a page.

    `variant`: primary, secondary, tertiary. `size`: sm. Other arguments become attributes (`name`, `value`).
    """
    attributes.setdefault("type", "submit")
    return format_html(
        '<button class="ds-button"{}>{}</button>',
        flat({"data_variant": variant, "data_size": size, **attributes}),
        _face(content, icon, icon_after),
    )


@register.simple_block_tag
def link_button(
    content: str,
    url: str,
    *,
    variant: str = "primary",
    size: str = "",
    icon: str = "",
    icon_after: str = "",
    **attributes: Any,
) -> SafeString:
    """A link that leads to the next step and looks like a button."""
    return format_html(
        '<a class="ds-button" href="{}"{}>{}</a>',
        url,
        flat({"data_variant": variant, "data_size": size, **attributes}),
        _face(content, icon, icon_after),
    )


@register.simple_block_tag
def tag(content: str, *, colour: str = "sand", icon: str = "", outline: bool = False) -> SafeString:
    """A short word about a thing. `outline` is for what is not certain yet. Colours: see TAG_COLOURS."""
    variant = SafeString(' data-variant="outline"') if outline else ""
    return format_html(
        '<span class="ds-tag" data-color="{}"{}>{}</span>',
        TAG_COLOURS[colour],
        variant,
        _face(content, icon, ""),
    )


@register.simple_tag
def example_mark(thing: Any = None) -> SafeString:
    """The visible mark of example content: on a thing whose `example` is true, or with no argument always."""
    if thing is not None and not getattr(thing, "example", False):
        return SafeString("")
    return format_html(
        '<span class="ds-tag uk-example" data-color="brand2" data-variant="outline">{}</span>',
        gettext("Example"),
    )


@register.simple_block_tag
def alert(content: str, kind: str = "info", *, title: str = "", level: int = 2, role: str = "") -> SafeString:
    """A message in a frame with its icon and word. `kind`: info, success, warning, danger."""
    if kind not in ALERT_COLOURS:
        raise template.TemplateSyntaxError(f"An alert is one of {', '.join(ALERT_COLOURS)}, not “{kind}”.")
    context = {"content": content, "kind": kind, "title": title, "level": f"h{level}", "role": role}
    return render_to_string("core/design/alert.html", context)


@register.simple_block_tag
def details(content: str, summary: str, *, open: bool = False) -> SafeString:  # noqa: A002  (HTML's own word)
    """More to read for those who want it; opens without scripts."""
    return render_to_string(
        "core/design/details.html", {"content": content, "summary": summary, "open": open}
    )


@register.simple_block_tag
def card(
    content: str,
    title: Any,
    url: str = "",
    *,
    level: int = 3,
    kind: str = "",
    colour: str = "sand",
    **facts: Any,
) -> SafeString:
    """A thing among others of its kind: its kind, its title as a question, where, the one fact that decides.

    The whole card is the link's target, and only the title is the link. `left` and `fact` stand at the foot;
    `example` puts the example mark beside the kind.
    """
    context = {
        "content": SafeString(content.strip()),
        "title": title,
        "url": url,
        "level": f"h{level}",
        "kind": kind,
        "colour": TAG_COLOURS[colour],
        **facts,
    }
    return render_to_string("core/design/card.html", context)


@register.inclusion_tag("core/design/chips.html")
def chips(chosen: list[tuple[str, str]], clear_url: str = "") -> dict[str, Any]:
    """Chosen filters as links that each take one away: pairs of (words, address without it)."""
    return {"chosen": chosen, "clear_url": clear_url}
