"""The parts of the frame that page after page has alike, kept as they were written."""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Any

from django import template
from django.conf import settings
from django.urls import get_script_prefix, get_urlconf
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

INDENT = re.compile(r"\s*\n\s*")
MOST_KEPT = 512
_kept: dict[Hashable, SafeString] = {}


@register.simple_tag(takes_context=True)
def frame_part(context: template.Context, name: str) -> SafeString:
    """The template `name`, which says nothing of the page itself and knows only what `_said` gives.

    For somebody signed in, whose name stands in it, it is written anew.
    """
    user = context.get("user")
    if settings.DEBUG or (user is not None and user.is_authenticated):
        return _written(context, name)
    key = (name, *_said(context))
    if key not in _kept:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = _written(context, name)
    return _kept[key]


def _written(context: template.Context, name: str) -> SafeString:
    assert context.template is not None, "a tag is only rendered as part of a template"
    html = context.template.engine.get_template(name).render(context)
    return SafeString(INDENT.sub("\n", html.strip()))


def _said(context: template.Context) -> tuple[Hashable, ...]:
    """All that the frame of somebody who isn't signed in is made of."""
    menus: dict[str, Any] = context.get("menu") or {}
    partnership = context.get("partnership")
    return (
        get_language(),
        get_script_prefix(),
        get_urlconf() or settings.ROOT_URLCONF,
        bool(context.get("has_examples")),
        *(_text(getattr(partnership, part, "")) for part in ("name", "tagline")),
        *(tuple(links) for links in menus.values()),
    )


def _text(text: Any) -> tuple[str, str]:
    return str(text), str(getattr(text, "lang", ""))
